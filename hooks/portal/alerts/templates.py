"""What to say first in six kinds of emergency: general advice, and no facts, which only the editor knows.

The numbers are national ones: 112 search and rescue, 113 police, 114 fire brigade, 115 ambulance.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.model.notice import Category, Certainty, Gravity, Urgency


@dataclass(frozen=True, slots=True)
class Template:
    """`steps` are sentences: what people should do. `s`, `m`, `l` are for boards: 16, 36, 60 characters."""

    title: str
    summary: str
    event: str
    category: Category
    urgency: Urgency
    severity: Gravity
    certainty: Certainty
    steps: tuple[str, ...]
    s: str
    m: str
    l: str  # noqa: E741 - the contract's name


TEMPLATES = {
    "bao": Template(
        title="Cảnh báo bão",
        summary="Bão có thể ảnh hưởng đến địa bàn. Mọi người ở nơi an toàn, theo dõi bản tin dự báo.",
        event="Bão",
        category=Category.MET,
        urgency=Urgency.EXPECTED,
        severity=Gravity.SEVERE,
        certainty=Certainty.LIKELY,
        steps=(
            "Ở trong nhà kiên cố khi có gió mạnh, không đứng dưới cây, cột điện, biển quảng cáo.",
            "Chằng chống nhà cửa, chuẩn bị nước uống, thức ăn, đèn pin, thuốc men.",
            "Không ra khơi; người trên lồng bè, tàu thuyền vào bờ.",
            "Ngắt điện ở chỗ có thể ngập nước.",
            "Theo dõi bản tin dự báo và làm theo hướng dẫn của chính quyền.",
            "Cần cứu nạn thì gọi 112.",
        ),
        s="Cảnh báo bão",
        m="Cảnh báo bão: hạn chế ra ngoài",
        l="Cảnh báo bão: ở nơi an toàn, cần cứu nạn gọi 112",
    ),
    "lu": Template(
        title="Cảnh báo lũ",
        summary="Lũ có thể gây ngập trên địa bàn. Mọi người rời chỗ thấp trũng, tránh nước chảy xiết.",
        event="Lũ",
        category=Category.MET,
        urgency=Urgency.IMMEDIATE,
        severity=Gravity.SEVERE,
        certainty=Certainty.LIKELY,
        steps=(
            "Rời chỗ thấp trũng, ven sông, ven suối, chân đồi dốc đến nơi cao.",
            "Không đi qua chỗ nước chảy xiết hay ngập sâu, không vớt củi.",
            "Ngắt điện trước khi nước vào nhà.",
            "Đem theo giấy tờ, thuốc men, nước uống; giúp người già, trẻ em đi trước.",
            "Làm theo hướng dẫn của chính quyền.",
            "Cần cứu nạn thì gọi 112.",
        ),
        s="Cảnh báo lũ",
        m="Cảnh báo lũ: rời chỗ thấp trũng",
        l="Cảnh báo lũ: rời chỗ thấp trũng, cần cứu nạn gọi 112",
    ),
    "chay": Template(
        title="Cảnh báo cháy",
        summary="Có cháy trên địa bàn. Mọi người rời khỏi khu vực cháy, nhường đường cho xe chữa cháy.",
        event="Cháy",
        category=Category.FIRE,
        urgency=Urgency.IMMEDIATE,
        severity=Gravity.SEVERE,
        certainty=Certainty.OBSERVED,
        steps=(
            "Rời khỏi khu vực cháy theo lối thoát gần nhất, không dùng thang máy.",
            "Có khói thì cúi thấp người, che mũi miệng bằng khăn ướt.",
            "Không quay lại lấy đồ, không đứng xem.",
            "Nhường đường cho xe chữa cháy, xe cứu thương.",
            "Báo cháy thì gọi 114; có người bị thương thì gọi 115.",
        ),
        s="Cảnh báo cháy",
        m="Cháy: rời khu vực, nhường đường",
        l="Cháy: rời khu vực, nhường đường cho xe chữa cháy. Gọi 114",
    ),
    "nuoc": Template(
        title="Mất nước",
        summary="Nước máy ngừng cấp trên địa bàn. Mọi người dùng nước tiết kiệm cho đến khi có nước lại.",
        event="Mất nước",
        category=Category.INFRA,
        urgency=Urgency.IMMEDIATE,
        severity=Gravity.MINOR,
        certainty=Certainty.OBSERVED,
        steps=(
            "Dành nước sạch cho ăn uống, dùng tiết kiệm.",
            "Khóa các vòi đang mở để nước không tràn khi có lại.",
            "Khi có nước lại, xả bỏ phần nước đục ban đầu, đun sôi nước trước khi uống.",
        ),
        s="Mất nước",
        m="Mất nước: dùng nước tiết kiệm",
        l="Mất nước: dành nước sạch cho ăn uống, dùng tiết kiệm",
    ),
    "dien": Template(
        title="Mất điện",
        summary="Điện ngừng cấp trên địa bàn. Mọi người giữ an toàn, không lại gần dây điện bị đứt.",
        event="Mất điện",
        category=Category.INFRA,
        urgency=Urgency.IMMEDIATE,
        severity=Gravity.MINOR,
        certainty=Certainty.OBSERVED,
        steps=(
            "Tắt và rút phích cắm các thiết bị điện.",
            "Không lại gần dây điện bị đứt, không tự sửa đường dây.",
            "Thắp sáng bằng đèn pin; không chạy máy phát điện trong phòng kín.",
            "Có cháy thì gọi 114; có người bị nạn thì gọi 115.",
        ),
        s="Mất điện",
        m="Mất điện: tránh xa dây điện đứt",
        l="Mất điện: tránh xa dây điện đứt; có cháy thì gọi 114",
    ),
    "lua-dao": Template(
        title="Cảnh báo lừa đảo",
        summary="Có người lừa đảo trên địa bàn. Không chuyển tiền, không đọc mã xác thực cho bất cứ ai.",
        event="Lừa đảo",
        category=Category.SECURITY,
        urgency=Urgency.IMMEDIATE,
        severity=Gravity.MODERATE,
        certainty=Certainty.OBSERVED,
        steps=(
            "Không chuyển tiền, không đọc mã xác thực, mật khẩu cho bất cứ ai.",
            "Không bấm đường dẫn lạ, không cài ứng dụng theo lời người gọi đến.",
            "Ai tự xưng cán bộ, công an, ngân hàng thì ngắt máy, tự gọi số chính thức của nơi ấy để hỏi.",
            "Đã chuyển tiền thì báo ngay cho ngân hàng và công an, gọi 113.",
        ),
        s="Cảnh báo lừa đảo",
        m="Lừa đảo: không chuyển tiền cho ai",
        l="Lừa đảo: không chuyển tiền, không đọc mã xác thực. Gọi 113",
    ),
}
"""By the names that `portal new notice --template` takes."""
