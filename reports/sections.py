"""What the sections count of themselves, under the names of the report's figures."""

import banners.figures
import broadcasts.figures
import documents.figures
import feedback.error_reports.figures
import feedback.ratings.figures
import qa.figures
import schedules.figures


def figures(years, at):
    """{year: {name of a figure: number}}, {year: [(issuing body, number of documents)]}, {year: [units with their questions]}."""
    of_documents = documents.figures.counts(years, at)
    of_broadcasts = broadcasts.figures.counts(years, at)
    weeks, of_questions = _weeks(years, at), qa.figures.counts(years, at)
    errors, ratings = (
        feedback.error_reports.figures.counts(years, at),
        feedback.ratings.figures.counts(years, at),
    )
    of_banners = banners.figures.counts(years)
    told = {
        year: _of_documents(of_documents[year])
        | _of_questions(of_questions[year][0])
        | _of_errors(errors[year])
        | _of_ratings(ratings[year])
        | {"broadcasts": of_broadcasts[year]["count"], "weeks": weeks[year]}
        | {f"banners_{name}": count for name, count in of_banners[year].items()}
        for year in years
    }
    issuers = {year: of_documents[year]["issuers"] for year in years}
    return told, issuers, {year: [_of_unit(row) for row in of_questions[year][1]] for year in years}


def _of_documents(counted):
    return {
        "documents": counted["documents"],
        "documents_late": counted["late"],
        "documents_measured": counted["measured"],
        "documents_days": float(counted["median_days"]),
    }


def _of_questions(row):
    return {
        "questions": row.received,
        "questions_answered": row.answered,
        "questions_late": row.late,
        "questions_days": float(row.median_days or 0),
    }


def _of_errors(counted):
    return {"error_reports": counted["received"], "error_reports_solved": counted["solved"]}


def _of_ratings(rated):
    """A criterion that nobody rated has a mean of 0, measured on none."""
    means = {f"rating_{mark.name}": mark.mean or 0.0 for mark in rated.marks}
    measured = {f"rating_{mark.name}_measured": mark.count for mark in rated.marks}
    return {"ratings": rated.count} | means | measured


def _of_unit(row):
    counted = {name: getattr(row, name) for name in ("received", "answered", "on_time", "late")}
    return {"name": row.name, **counted, "median_days": float(row.median_days or 0)}


def _weeks(years, at):
    rows = list(schedules.figures.counts(years, at))
    return {year: sum(row["count"] for row in rows if row["year"] == year) for year in years}
