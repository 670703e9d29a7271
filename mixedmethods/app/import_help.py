"""Which files the Import page takes, in words and by their endings."""

HELP = """
| What | File | Columns or form |
|---|---|---|
| Instrument | .yaml | `schema: instrument/1`: items, wording, scales; without one, it can be \
drafted from the answers |
| Survey | .csv, .xlsx, .sav | as Qualtrics, SurveyMonkey, Microsoft or Google Forms, Jisc, \
SmartSurvey, LimeSurvey, REDCap, Alchemer, ODK, Kobo and SPSS save it; or one row per respondent, \
columns named by the instrument's item ids or wordings |
| Dictionary | .csv | of REDCap: becomes an instrument, its file name the role |
| Map of a survey | .yaml | `schema: survey_map/1`, as this page saves it |
| Transcript | .txt, .docx, .vtt, .srt, .md, .odt, .rtf, .pdf, .csv | as Teams, Zoom, Meet and \
Otter save it, or `P3 [12:45]: words`, `NAME: words`; header lines as `# role: therapist` |
| Coded project | .qdpx, .qdc | REFI-QDA, as NVivo, ATLAS.ti, MAXQDA and others save it |
| Codebook | .yaml | `schema: codebook/1`: codes, definitions, lexicons |
| Outcomes | .csv, .xlsx | group, measure, period, rate (percent), n (people, or empty) |
| Counts | .csv, .xlsx, .parquet | annual and monthly files of NHS Talking Therapies: counts \
by ethnic group and deprivation decile, of England unless you choose other areas |
| Codings | .csv, .xlsx | segment_id, source, turn, start, end, code |
| Documents | .yaml | `schema: literature/1`, `recommendations/1` or `vcse_cases/1` |
"""
ENDINGS = ["csv", "xlsx", "parquet", "sav", "txt", "docx", "vtt", "srt", "md", "odt", "rtf", "pdf"]
ENDINGS += ["yaml", "yml", "qdpx", "qdc"]
KINDS = {
    "": "Tell by the file",
    "survey": "Survey answers",
    "transcript": "Transcripts",
    "outcomes": "Outcome rates",
    "codebook": "Codebooks",
    "codings": "Codings",
}
