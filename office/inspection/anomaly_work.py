"""A run of the anomaly rules: `python -m office.inspection.anomaly_work` is a process beside
the server (office/files/apart.py). It reads one state of the register, whatever is imported."""

from datetime import date, datetime, timedelta

from anomaly_tables import AnomalyRun
from database import writing
from models import Officer
from office.files import apart
from office.files.apart import Ask, Word
from office.inspection import anomaly_stage
from office.inspection.anomaly_scan import Progress, Scan
from office.inspection.anomaly_stage import Stage

STIR = timedelta(seconds=20)  # how often a run that only reads says that it lives


def look(task: Word, ask: Ask, progress: Progress) -> Word:
    """Judge everyone, write what was found, show it. task: run, at, on."""
    run = AnomalyRun.get_by_id(task["run"])
    clock = apart.clock_from(datetime.fromisoformat(task["at"]))

    def tell(what: str, done: int, whole: int) -> None:
        if clock() - run.touched_at > STIR:
            with writing():
                anomaly_stage.touch(run, clock())
        progress(what, done, whole)

    try:
        anomaly_stage.sweep(before=clock(), besides=run.id, at=clock())
        scan = Scan(run.change, date.fromisoformat(task["on"]))
        scan.run(tell)
        people, found, districts = scan.count, scan.found, scan.districts
        del scan  # everyone's numbers are not needed any more
        stage = Stage(run, clock)
        for rule, hits in found.items():
            stage.write(rule, hits, districts, tell)
        stage.show(people, by=Officer.get_by_id(run.officer_id))
    except apart.Stopped as end:
        anomaly_stage.discard(run, end.outcome, at=clock())
        raise
    return {"done": True}


if __name__ == "__main__":
    apart.run(look)
