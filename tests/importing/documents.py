"""A dozen made-up documents with what is to be found in them."""

# ruff: noqa: E501 (sentences of documents)

from __future__ import annotations

from tests.importing.genre import PARTY, STATE, Document

DEPARTMENT = Document(
    left="ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NINH\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 112/KH-SKHCN",
    right=f"{STATE}\nQuảng Ninh, ngày 03 tháng 9 năm 2025",
    kind="KẾ HOẠCH",
    title="Truyền thông về chuyển đổi số năm 2025",
    body="""
Căn cứ Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia;
Căn cứ Quyết định số 1234/QĐ-UBND ngày 15/8/2025 của Ủy ban nhân dân tỉnh về việc ban hành Kế hoạch chuyển đổi số;
Sở Khoa học và Công nghệ ban hành Kế hoạch truyền thông với các nội dung sau:
*I. MỤC TIÊU
- Phấn đấu 90% hộ dân biết tới dịch vụ công trực tuyến.
- Mỗi xã có ít nhất một điểm hỗ trợ.
*II. NHIỆM VỤ
*1. Truyền thông trên báo chí
Phối hợp mở chuyên mục trên báo, đài của tỉnh.
*2. Truyền thông trực quan
a) Lắp đặt pano, áp phích tại trung tâm xã;
b) Phát tờ rơi tại bộ phận một cửa.
*III. TỔ CHỨC THỰC HIỆN
1. Phòng Chuyển đổi số chủ trì, theo dõi việc thực hiện Kế hoạch; tổng hợp, báo cáo kết quả về Giám đốc Sở trước ngày 15 tháng 12 năm 2025.
2. Văn phòng Sở bố trí kinh phí, hoàn thành trong tháng 10/2025.
3. Đề nghị Ủy ban nhân dân các xã, phường, đặc khu tuyên truyền trên hệ thống truyền thanh cơ sở.""",
    recipients="- UBND tỉnh (b/c);\n- Báo và Phát thanh, truyền hình tỉnh;\n- UBND các xã, phường, đặc khu;\n- Lưu: VT, CĐS.",
    signature="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n(đã ký)\n\nTrần Thị Bích Hạnh",
    expected={
        "kind": "ke-hoach",
        "number": "112/KH-SKHCN",
        "issuer": "Sở Khoa học và Công nghệ tỉnh Quảng Ninh",
        "signed": "2025-09-03",
        "place": "Quảng Ninh",
        "title": "Truyền thông về chuyển đổi số năm 2025",
        "signer": ("KT. Giám đốc", "Phó Giám đốc", "Trần Thị Bích Hạnh"),
        "bases": ["57-NQ/TW", "1234/QĐ-UBND"],
        "cites": [],
        "units": ["Phòng Chuyển đổi số", "Văn phòng Sở", "Ủy ban nhân dân các xã, phường, đặc khu"],
        "dues": ["2025-10", "2025-12-15"],
        "recipients": [
            "UBND tỉnh (b/c)",
            "Báo và Phát thanh, truyền hình tỉnh",
            "UBND các xã, phường, đặc khu",
            "Lưu: VT, CĐS",
        ],
        "locality": "quang-ninh",
        "headings": [
            (1, "I. MỤC TIÊU"),
            (1, "II. NHIỆM VỤ"),
            (2, "1. Truyền thông trên báo chí"),
            (2, "2. Truyền thông trực quan"),
            (1, "III. TỔ CHỨC THỰC HIỆN"),
        ],
    },
)

PARTY_PROGRAMME = Document(
    left="TỈNH ỦY LÂM ĐỒNG\n*\nSố 21-CTr/TU",
    right=f"{PARTY}\nLâm Đồng, ngày 12 tháng 8 năm 2025",
    kind="CHƯƠNG TRÌNH HÀNH ĐỘNG",
    title="thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị",
    body="""
Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ và Kế hoạch số 01-KH/BCĐTW, ngày 02/6/2025 của Ban Chỉ đạo Trung ương, Ban Chấp hành Đảng bộ tỉnh ban hành Chương trình hành động như sau:
*I- MỤC ĐÍCH, YÊU CẦU
Cụ thể hóa các nhiệm vụ của Nghị quyết.
*II- TỔ CHỨC THỰC HIỆN
1- Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo xây dựng kế hoạch thực hiện, hoàn thành trong quý IV năm 2025.
2- Ban Tuyên giáo và Dân vận Tỉnh ủy hướng dẫn, định hướng công tác tuyên truyền.
3- Các đảng ủy trực thuộc Tỉnh ủy định kỳ 6 tháng, hằng năm báo cáo kết quả về Ban Thường vụ Tỉnh ủy (qua Văn phòng Tỉnh ủy).
Chương trình này được phổ biến đến chi bộ.""",
    recipients="- Bộ Chính trị (b/c),\n- Văn phòng Trung ương Đảng,\n- Các đảng ủy trực thuộc Tỉnh ủy,\n- Lưu Văn phòng Tỉnh ủy.",
    signature="T/M BAN CHẤP HÀNH\nBÍ THƯ\n\nY Thanh Bình",
    expected={
        "kind": "chuong-trinh-hanh-dong",
        "number": "21-CTr/TU",
        "issuer": "Tỉnh ủy Lâm Đồng",
        "signed": "2025-08-12",
        "place": "Lâm Đồng",
        "title": "Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị",
        "signer": ("T/M Ban Chấp hành", "Bí thư", "Y Thanh Bình"),
        "bases": ["57-NQ/TW", "01-KH/BCĐTW"],
        "cites": [],
        "units": [
            "Đảng ủy Ủy ban nhân dân tỉnh",
            "Ban Tuyên giáo và Dân vận Tỉnh ủy",
        ],
        "dues": ["2025-12-31"],
        "reports": [
            (
                "Các đảng ủy trực thuộc Tỉnh ủy",
                "Ban Thường vụ Tỉnh ủy (qua Văn phòng Tỉnh ủy)",
                None,
                ("half-yearly", "yearly"),
            )
        ],
        "recipients": [
            "Bộ Chính trị (b/c)",
            "Văn phòng Trung ương Đảng",
            "Các đảng ủy trực thuộc Tỉnh ủy",
            "Lưu Văn phòng Tỉnh ủy",
        ],
        "locality": "lam-dong",
        "headings": [(1, "I- MỤC ĐÍCH, YÊU CẦU"), (1, "II- TỔ CHỨC THỰC HIỆN")],
    },
)

GUIDANCE = Document(
    left="TỈNH ỦY BÌNH PHƯỚC\nBAN TUYÊN GIÁO\n*\nSố       -HD/BTGTU",
    right=f"{PARTY}\nBình Phước, ngày     tháng 01 năm 2025",
    kind="HƯỚNG DẪN",
    title="tuyên truyền về chuyển đổi số trong sinh hoạt chi bộ",
    body="""
Thực hiện Hướng dẫn số 91-HD/BTGTW ngày 04/01/2025 của cấp trên và tinh thần Nghị quyết số 57-NQ/TW, Ban Tuyên giáo Tỉnh ủy hướng dẫn một số nội dung như sau:
*I- NỘI DUNG
Phổ biến tài liệu, tranh cổ động tới đảng viên.
*II- TỔ CHỨC THỰC HIỆN
*1. Ban Tuyên giáo các huyện, thị, thành ủy
- Tham mưu cấp ủy xây dựng kế hoạch trước ngày 20/02/2025.
- Báo cáo kết quả về Ban Tuyên giáo Tỉnh ủy 6 tháng và hằng năm.
*2. Các cơ quan báo chí của tỉnh
- Mở chuyên mục, đăng tải tin, bài.""",
    recipients="- Thường trực Tỉnh ủy (để b/c),\n- Các cơ quan báo chí của tỉnh,\n- Lưu.",
    signature="K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nLê Quang Vũ",
    expected={
        "kind": "huong-dan",
        "number": "-HD/BTGTU",
        "issuer": "Ban Tuyên giáo Tỉnh ủy Bình Phước",
        "signed": "2025-01",
        "place": "Bình Phước",
        "title": "Tuyên truyền về chuyển đổi số trong sinh hoạt chi bộ",
        "signer": ("K/T Trưởng ban", "Phó Trưởng ban", "Lê Quang Vũ"),
        "bases": ["91-HD/BTGTW"],
        "cites": ["57-NQ/TW"],
        "units": ["Ban Tuyên giáo các huyện, thị, thành ủy", "Các cơ quan báo chí của tỉnh"],
        "dues": ["2025-02-20"],
        "recipients": ["Thường trực Tỉnh ủy (để b/c)", "Các cơ quan báo chí của tỉnh", "Lưu"],
        "locality": "binh-phuoc",
    },
)

YOUTH_UNION = Document(
    left="ĐOÀN TNCS HỒ CHÍ MINH\nBAN CHẤP HÀNH TỈNH GIA LAI\n***\nSố: 45-KH/TĐTN-BPT",
    right="ĐOÀN TNCS HỒ CHÍ MINH\nGia Lai, ngày 20 tháng 9 năm 2025",
    kind="KẾ HOẠCH",
    title="Tổ chức Ngày hội Thanh niên với chuyển đổi số",
    body="""
Ban Thường vụ Tỉnh đoàn xây dựng Kế hoạch tổ chức Ngày hội với các nội dung như sau:
*I. THỜI GIAN, ĐỊA ĐIỂM
1. Thời gian: ngày 10/10/2025.
2. Địa điểm: Quảng trường trung tâm.
*II. PHÂN CÔNG THỰC HIỆN
1. Ban Phong trào Tỉnh đoàn: Chủ trì tham mưu kịch bản, hoàn thành trước 30/9.
2. Đoàn các xã, phường: Cử đoàn viên tham gia; gửi danh sách về Tỉnh đoàn.""",
    recipients="- Tỉnh ủy, UBND tỉnh (b/c);\n- Đoàn các xã, phường;\n- Lưu VT, BPT.",
    signature="TM. BAN THƯỜNG VỤ TỈNH ĐOÀN\nPHÓ BÍ THƯ\n\nRah Lan Hùng",
    expected={
        "kind": "ke-hoach",
        "number": "45-KH/TĐTN-BPT",
        "issuer": "Ban Chấp hành Đoàn TNCS Hồ Chí Minh tỉnh Gia Lai",
        "signed": "2025-09-20",
        "place": "Gia Lai",
        "title": "Tổ chức Ngày hội Thanh niên với chuyển đổi số",
        "signer": ("TM. Ban Thường vụ Tỉnh đoàn", "Phó Bí thư", "Rah Lan Hùng"),
        "bases": [],
        "cites": [],
        "units": ["Ban Phong trào Tỉnh đoàn", "Đoàn các xã, phường"],
        "dues": ["2025-09-30"],
        "locality": "gia-lai",
    },
)

LETTER = Document(
    left="UBND PHƯỜNG BÃI CHÁY\nPHÒNG VĂN HÓA - XÃ HỘI\nSố:      /VHXH\nV/v tuyên truyền Nghị quyết số 57-\nNQ/TW trên hệ thống truyền thanh",
    right=f"{STATE}\nBãi Cháy, ngày 5 tháng 11 năm 2025",
    body="""
Kính gửi:
- Trung tâm Cung ứng dịch vụ sự nghiệp công;
- Các khu phố trên địa bàn phường.
Thực hiện Công văn số 2345/SVHTTDL-QLVHGĐ ngày 30/10/2025 của Sở Văn hóa, Thể thao và Du lịch về việc tuyên truyền Nghị quyết số 57-NQ/TW, Phòng Văn hóa - Xã hội đề nghị các đơn vị thực hiện một số nội dung sau:
1. Trung tâm Cung ứng dịch vụ sự nghiệp công phát thanh chuyên mục hằng tuần trên đài truyền thanh phường.
2. Các khu phố treo băng rôn, khẩu hiệu chậm nhất ngày 20/11/2025.
Đề nghị các đơn vị báo cáo kết quả thực hiện gửi về Phòng Văn hóa - Xã hội (qua đồng chí phụ trách) trước ngày 15 tháng 6 và 15 tháng 12 hằng năm./.""",
    recipients="- Như kính gửi;\n- Lưu: VT.",
    signature="TRƯỞNG PHÒNG\n\nPhạm Đức Long",
    expected={
        "kind": "cong-van",
        "number": "/VHXH",
        "issuer": "Phòng Văn hóa - Xã hội phường Bãi Cháy",
        "signed": "2025-11-05",
        "place": "Bãi Cháy",
        "title": "Về việc tuyên truyền Nghị quyết số 57-NQ/TW trên hệ thống truyền thanh",
        "signer": (None, "Trưởng phòng", "Phạm Đức Long"),
        "bases": ["2345/SVHTTDL-QLVHGĐ"],
        "cites": ["57-NQ/TW"],
        "units": ["Trung tâm Cung ứng dịch vụ sự nghiệp công", "Các khu phố"],
        "dues": ["2025-11-20"],
        "reports": [
            ("Các đơn vị", "Phòng Văn hóa - Xã hội (qua đồng chí phụ trách)", None, ("half-yearly",))
        ],
        "recipients": ["Như kính gửi", "Lưu: VT"],
        "locality": "quang-ninh/bai-chay",
        "headings": [],
    },
)

DECISION = Document(
    left="ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG\nSố: 3456/QĐ-UBND",
    right=f"{STATE}\nHải Phòng, ngày 10 tháng 10 năm 2025",
    kind="QUYẾT ĐỊNH",
    title="Về việc ban hành Kế hoạch phát triển kinh tế số",
    body="""
*CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;
Căn cứ Nghị quyết số 03/NQ-CP ngày 09/01/2025 của Chính phủ;
Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 98/TTr-SKHCN ngày 01/10/2025.
*QUYẾT ĐỊNH:
*Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển kinh tế số.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng Ủy ban nhân dân thành phố, Giám đốc các sở và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.""",
    recipients="- Như Điều 3;\n- Thủ tướng Chính phủ (để b/c);\n- Lưu: VT, KTTH.",
    signature="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nHoàng Minh Cường",
    annexes="""
*KẾ HOẠCH
*Phát triển kinh tế số
(Ban hành kèm theo Quyết định số 3456/QĐ-UBND ngày 10/10/2025 của Ủy ban nhân dân thành phố)
*I. MỤC TIÊU
Kinh tế số phát triển nhanh.
*II. PHÂN CÔNG
|STT|Nội dung công việc|Đơn vị chủ trì|Đơn vị phối hợp|Thời hạn|Sản phẩm|
|I|Hạ tầng|||||
|1|Xây dựng nền tảng dùng chung|Sở Khoa học và Công nghệ|Các sở|Quý II/2026|Nền tảng|
|2|Tập huấn cho doanh nghiệp|Sở Tài chính||Thường xuyên|Lớp học|""",
    expected={
        "kind": "quyet-dinh",
        "number": "3456/QĐ-UBND",
        "issuer": "Ủy ban nhân dân thành phố Hải Phòng",
        "signed": "2025-10-10",
        "place": "Hải Phòng",
        "title": "Về việc ban hành Kế hoạch phát triển kinh tế số",
        "signer": ("KT. Chủ tịch", "Phó Chủ tịch", "Hoàng Minh Cường"),
        "bases": ["72/2025/QH15", "03/NQ-CP", "98/TTr-SKHCN"],
        "cites": [],
        "dues": ["2026-06-30"],
        "recipients": ["Như Điều 3", "Thủ tướng Chính phủ (để b/c)", "Lưu: VT, KTTH"],
        "locality": "hai-phong",
    },
)

DIRECTIVE = Document(
    left="CHỦ TỊCH\nỦY BAN NHÂN DÂN TỈNH\nCÀ MAU\nSố: 07/CT-UBND",
    right=f"{STATE}\nCà Mau, ngày 22 tháng 7 năm 2025",
    kind="CHỈ THỊ",
    title="Về tăng cường ứng dụng trí tuệ nhân tạo trong cơ quan nhà nước",
    body="""
Thời gian qua, các cơ quan đã ứng dụng trí tuệ nhân tạo trong xử lý hồ sơ. Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Thủ trưởng các sở, ban, ngành tỉnh rà soát quy trình, hoàn thành trước ngày 31/8/2025.
2. Giao Sở Khoa học và Công nghệ hướng dẫn, kiểm tra việc thực hiện; báo cáo Chủ tịch Ủy ban nhân dân tỉnh định kỳ hằng quý.
3. Chủ tịch Ủy ban nhân dân các xã, phường chịu trách nhiệm thực hiện Chỉ thị này.""",
    recipients="- Văn phòng Chính phủ;\n- Lưu: VT.",
    signature="CHỦ TỊCH\n\nPhạm Thành Ngại",
    expected={
        "kind": "chi-thi",
        "number": "07/CT-UBND",
        "issuer": "Chủ tịch Ủy ban nhân dân tỉnh Cà Mau",
        "signed": "2025-07-22",
        "place": "Cà Mau",
        "title": "Về tăng cường ứng dụng trí tuệ nhân tạo trong cơ quan nhà nước",
        "signer": (None, "Chủ tịch", "Phạm Thành Ngại"),
        "bases": [],
        "cites": [],
        "units": [
            "Thủ trưởng các sở, ban, ngành tỉnh",
            "Sở Khoa học và Công nghệ",
            "Chủ tịch Ủy ban nhân dân các xã, phường",
        ],
        "dues": ["2025-08-31"],
        "reports": [("Sở Khoa học và Công nghệ", "Chủ tịch Ủy ban nhân dân tỉnh", None, ("quarterly",))],
        "locality": "ca-mau",
        "headings": [],
    },
)

COMMUNE_PARTY = Document(
    left="ĐẢNG BỘ TỈNH NGHỆ AN\nĐẢNG ỦY XÃ ĐÔ LƯƠNG\n*\nSố 33-TB/ĐU",
    right=f"{PARTY}\nĐô Lương, ngày 01 tháng 12 năm 2025",
    kind="THÔNG BÁO",
    title="Kết luận của Ban Thường vụ Đảng ủy về phong trào bình dân học vụ số",
    body="""
Tại phiên họp ngày 28/11/2025, Ban Thường vụ Đảng ủy thống nhất như sau:
1. Đánh giá cao kết quả phong trào.
2. Giao Ủy ban nhân dân xã chủ trì mở lớp tập huấn kỹ năng số, xong trước ngày 20/12/2025.""",
    recipients="- Các chi bộ,\n- Lưu VPĐU.",
    signature="T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\n\nThái Văn Sáu",
    expected={
        "kind": "thong-bao",
        "number": "33-TB/ĐU",
        "issuer": "Đảng ủy xã Đô Lương",
        "signed": "2025-12-01",
        "place": "Đô Lương",
        "signer": ("T/M Ban Thường vụ", "Phó Bí thư Thường trực", "Thái Văn Sáu"),
        "title": "Kết luận của Ban Thường vụ Đảng ủy về phong trào bình dân học vụ số",
        "bases": [],
        "cites": [],
        "units": ["Ủy ban nhân dân xã"],
        "dues": ["2025-12-20"],
        "locality": "nghe-an/do-luong",
    },
)

FRONT = Document(
    left="ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM\nTỈNH ĐẮK LẮK\nBAN THƯỜNG TRỰC\nSố: 18/HD-MTTQ-BTT",
    right=f"{STATE}\nĐắk Lắk, ngày 7 tháng 10 năm 2025",
    kind="HƯỚNG DẪN",
    title="Vận động Nhân dân tham gia chuyển đổi số",
    body="""
Căn cứ Kế hoạch số 55/KH-UBND ngày 01/10/2025 của UBND tỉnh Đắk Lắk về chuyển đổi số;
Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh hướng dẫn một số nội dung như sau:
*I. NỘI DUNG
1. Tuyên truyền lợi ích của dịch vụ công trực tuyến.
2. Vận động mỗi gia đình có một người biết dùng dịch vụ công.
*II. TỔ CHỨC THỰC HIỆN
Ủy ban MTTQ Việt Nam các xã, phường xây dựng kế hoạch, báo cáo kết quả về Ban Thường trực trước ngày 25/12/2025.""",
    recipients="- Tỉnh ủy;\n- Ủy ban MTTQ Việt Nam các xã, phường;\n- Lưu VT.",
    signature="TM. BAN THƯỜNG TRỰC\nPHÓ CHỦ TỊCH\n\nNguyễn Thị Thu Nguyệt",
    expected={
        "kind": "huong-dan",
        "number": "18/HD-MTTQ-BTT",
        "issuer": "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Đắk Lắk",
        "signed": "2025-10-07",
        "place": "Đắk Lắk",
        "title": "Vận động Nhân dân tham gia chuyển đổi số",
        "signer": ("TM. Ban Thường trực", "Phó Chủ tịch", "Nguyễn Thị Thu Nguyệt"),
        "bases": ["55/KH-UBND"],
        "cites": [],
        "units": ["Ủy ban MTTQ Việt Nam các xã, phường"],
        "dues": ["2025-12-25"],
        "locality": "dak-lak",
        "headings": [(1, "I. NỘI DUNG"), (1, "II. TỔ CHỨC THỰC HIỆN")],
    },
)

AMBIGUOUS = Document(
    left="ỦY BAN NHÂN DÂN\nXÃ TÂN PHÚ\nSố: 09/KH-UBND",
    right=f"{STATE}\nTân Phú, ngày 9 tháng 9 năm 2025",
    kind="KẾ HOẠCH",
    title="Tháng hành động vì chuyển đổi số",
    body="""
Ủy ban nhân dân xã Tân Phú ban hành Kế hoạch như sau:
*1. Mục đích
Giúp người dân dùng dịch vụ công.
*2. Nội dung
Tổ công nghệ số cộng đồng hướng dẫn từng hộ.""",
    recipients="- Lưu: VT.",
    signature="TM. ỦY BAN NHÂN DÂN\nQ. CHỦ TỊCH\n\nNguyễn Văn Bé",
    expected={
        "kind": "ke-hoach",
        "number": "09/KH-UBND",
        "issuer": "Ủy ban nhân dân xã Tân Phú",
        "signed": "2025-09-09",
        "place": "Tân Phú",
        "title": "Tháng hành động vì chuyển đổi số",
        "signer": ("TM. Ủy ban nhân dân", "Q. Chủ tịch", "Nguyễn Văn Bé"),
        "bases": [],
        "cites": [],
        "dues": [],
        "locality": None,
        "headings": [(1, "1. Mục đích"), (1, "2. Nội dung")],
    },
)

SCHOOL = Document(
    left="SỞ GIÁO DỤC VÀ ĐÀO TẠO VĨNH LONG\nTRƯỜNG THPT NGUYỄN THÔNG\nSố: 61/KH-THPT.NT",
    right=f"{STATE}\nVĩnh Long, ngày 02 tháng 10 năm 2025",
    kind="KẾ HOẠCH",
    title="Câu lạc bộ sáng tạo số năm học 2025 - 2026",
    body="""
Căn cứ Công văn số 777/SGDĐT-GDTrH ngày 20/9/2025 của Sở Giáo dục và Đào tạo;
Trường THPT Nguyễn Thông xây dựng Kế hoạch như sau:
*I. Mục đích
Giúp học sinh học lập trình.
*II. Tổ chức thực hiện
- Tổ Tin học chủ trì nội dung, họp hằng tháng.
- Đoàn trường vận động học sinh tham gia.""",
    recipients="- Sở GD&ĐT (b/c);\n- Lưu: VT.",
    signature="HIỆU TRƯỞNG\n\nThS. Đặng Thị Ngọc Hà",
    expected={
        "kind": "ke-hoach",
        "issuer": "Trường THPT Nguyễn Thông",
        "signed": "2025-10-02",
        "place": "Vĩnh Long",
        "title": "Câu lạc bộ sáng tạo số năm học 2025 - 2026",
        "signer": (None, "Hiệu trưởng", "Đặng Thị Ngọc Hà"),
        "bases": ["777/SGDĐT-GDTrH"],
        "cites": [],
        "units": ["Tổ Tin học", "Đoàn trường"],
        "dues": [],
        "locality": "vinh-long",
        "headings": [(1, "I. Mục đích"), (1, "II. Tổ chức thực hiện")],
    },
)

SHOUTED = Document(
    left="BỘ KHOA HỌC VÀ CÔNG NGHỆ\nCỤC CHUYỂN ĐỔI SỐ QUỐC GIA\nSố: 88/HD-CĐSQG",
    right=f"{STATE}\nHà Nội, ngày 14 tháng 11 năm 2025",
    kind="HƯỚNG DẪN",
    title="TRIỂN KHAI TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG",
    body="""
Triển khai thực hiện Quyết định số 411/QĐ-TTg ngày 31/3/2022 của Thủ tướng Chính phủ, Cục Chuyển đổi số quốc gia hướng dẫn các nội dung như sau:
*Phần I
*YÊU CẦU CHUNG
*1. Phạm vi
Áp dụng với tổ công nghệ số cộng đồng trên cả nước.
*2. Nguyên tắc
Tự nguyện.
*Phần II
*THỰC HIỆN
Sở Khoa học và Công nghệ các tỉnh, thành phố chủ động triển khai.""",
    recipients="- Các Sở KHCN;\n- Lưu: VT.",
    signature="TUQ. CỤC TRƯỞNG\nCHÁNH VĂN PHÒNG\n\nKý bởi: Cục Chuyển đổi số\nNgô Văn Tám",
    expected={
        "kind": "huong-dan",
        "number": "88/HD-CĐSQG",
        "issuer": "Cục Chuyển đổi số quốc gia",
        "signed": "2025-11-14",
        "place": "Hà Nội",
        "title": "Triển khai tổ công nghệ số cộng đồng",
        "signer": ("TUQ. Cục trưởng", "Chánh Văn phòng", "Ngô Văn Tám"),
        "bases": ["411/QĐ-TTg"],
        "cites": [],
    },
)

ALL = {
    "department": DEPARTMENT,
    "party programme": PARTY_PROGRAMME,
    "guidance": GUIDANCE,
    "youth union": YOUTH_UNION,
    "letter": LETTER,
    "decision": DECISION,
    "directive": DIRECTIVE,
    "commune party": COMMUNE_PARTY,
    "front": FRONT,
    "ambiguous": AMBIGUOUS,
    "school": SCHOOL,
    "shouted": SHOUTED,
}
