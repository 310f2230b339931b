"""What records' pages weigh beyond what the records say: a program, run in the folder of a project that was
built. Prints a line of JSON: the most and the mean in bytes.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import fmean

from portal import workspace
from portal.outputs import file_of
from portal.processes import Workers
from portal.project import Project, moment
from portal.store import Disk, fingerprint_of_code
from tests.site.weights import around_content


def main() -> None:
    project = Project(Path.cwd())
    site = project.root / "site"
    with Disk(project.store) as store:
        code = fingerprint_of_code(project.root / "hooks")
        catalogue = workspace.load(project, store=store, code=code, workers=Workers()).catalogue
        assert catalogue is not None
        weights = [
            around_content((site / file_of(each.address)).read_bytes(), each, catalogue, project.root)
            for each in catalogue.at(moment()).shown
        ]
    print(json.dumps({"most": max(weights), "mean": fmean(weights)}))


if __name__ == "__main__":
    main()
