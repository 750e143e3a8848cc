"""What the sections count of themselves, under the names of the report's figures."""

import banners.figures
import broadcasts.figures
import documents.figures
import qa.figures
import schedules.figures


def figures(years, at):
    """{year: {name of a figure: number}} and {year: [(issuing body, number of documents)]}."""
    of_documents = documents.figures.counts(years, at)
    of_broadcasts = broadcasts.figures.counts(years, at)
    weeks, of_questions = _weeks(years, at), qa.figures.counts(years, at)
    of_banners = banners.figures.counts(years)
    told = {
        year: _of_documents(of_documents[year]) | _of_questions(of_questions[year][0])
        | {"broadcasts": of_broadcasts[year]["count"], "weeks": weeks[year]}
        | {f"banners_{name}": count for name, count in of_banners[year].items()}
        for year in years
    }
    return told, {year: of_documents[year]["issuers"] for year in years}


def _of_documents(counted):
    return {
        "documents": counted["documents"], "documents_late": counted["late"], "documents_measured": counted["measured"],
        "documents_days": float(counted["median_days"]),
    }


def _of_questions(row):
    return {
        "questions": row.received, "questions_answered": row.answered, "questions_late": row.late,
        "questions_days": float(row.median_days or 0),
    }


def _weeks(years, at):
    rows = list(schedules.figures.counts(years, at))
    return {year: sum(row["count"] for row in rows if row["year"] == year) for year in years}
