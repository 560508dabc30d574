"""The conditions we can name: every failure that data, a file, a disk or a caller can cause.

VigieError
├── QuestionError            exit 2: the question cannot be asked as put
│   ├── UnknownGroupError, UnknownBuyerError, UnknownContractError, AmbiguousContractError, UnknownTopicError
│   ├── UnknownNoticeError, UnknownNoticeKindError
│   ├── UnknownProgramError, UnknownEvidenceError, DayFormatError, FrameworkRangeError, PeriodError
│   ├── BuyerLevelError, FetchPeriodError
│   ├── PersonAskedError, WordlessNameError, OutputFileNeededError, NothingToExportError
│   ├── SearchWordlessError, SearchTooLongError
│   ├── UnknownPairError, UnknownJudgementError, JudgementUndoneError
│   ├── UnknownWatchError, UnknownKindError, WatchEmptyError, WebhookSecretError, MailServerMissingError, MailServerError
│   ├── WatchTargetError
│   ├── DossierTypeError
│   ├── UnknownPageError, PageParameterError, BodyTooLargeError, PasswordMissingError
│   ├── JudgementWordsError: JudgementIncompleteError, JudgementPersonError
├── InputError               exit 65: the file is not what its source publishes; nothing of it was stored
│   ├── FileEmptyError, FileTypeError, FileTruncatedError, FileTooLargeError, ColumnsUnknownError, ColumnMissingError
│   ├── ColumnRepeatedError, CsvDelimiterError, CsvEncodingError, CsvQuoteError, DayOrderError
│   ├── ManifestError, CaptureInFutureError, CaptureConflictError
│   ├── JsonEncodingError, JsonSyntaxError, JsonTruncatedError, JsonNumberRangeError, JsonDepthError, JsonKeyRepeatedError
│   ├── JsonKeysError, ResultsTypeError, ResultsMissingError
│   ├── PageLayoutError, PageDepthError, PageTruncatedError
│   ├── XmlDoctypeError, XmlDepthError, XmlEncodingError, XmlSyntaxError, RecordCountError, DocumentTooLargeError
│   ├── TarEmptyError, TarCorruptError, TarPathError, TarTooLargeError
│   ├── ZipEmptyError, ZipCorruptError, ZipChecksumError, ZipPathError, ZipOverlapError, ZipRatioError, ZipCountError
│   ├── ZipEncryptedError, ZipNestedError, ZipMethodError
│   ├── ListEmptyError, ListTypeError, ListTooLargeError
│   ├── IdentifierError
│   ├── PdfCorruptError, DocumentEncodingError, DocumentLimitError: PdfLimitError
│   ├── TextLimitError, TextSilentError, CaptionsTimeError
│   ├── JudgementLineError
│   ├── RepliesError, DossierUnreadableError
├── DecisionsError           exit 65: desk.toml cannot be read as written
├── PersonsListedError       exit 77: the file lists or locates people
│   ├── ListOfPeopleError, DocumentOfPeopleError
├── StorageError             exit 74: the disk or the file system refused
│   ├── FileMissingError, FileIsFolderError, PortTakenError, MemoryTooSmallError, DeskMissingError, DeskFormatError, DeskDamagedError
│   ├── JudgementsDamagedError, WatchesDamagedError, OutputExistsError
├── MailError                exit 69: the mail server did not take a letter
├── FetchError               exit 69 (EX_UNAVAILABLE): a source could not be asked, or answered otherwise than it documents
│   ├── AddressRefusedError, CertificateError, TooManyTriesError, DeadlineError, RedirectLoopError, RequestRefusedError
│   ├── AnswerTruncatedError, AnswerLengthError, AnswerTooLargeError, AnswerEncodingError, AnswerTypeError, AnswerFieldsError
└── DeskBusyError            exit 75: another process is writing to this desk

A message is where, what was found, what was expected, what was done and what to do next; its words in both
languages stand in the catalogue under ``error.<code>``.
"""

from datetime import date
from typing import ClassVar

from vigie.messages import catalogue, day, text

# So many rows are named in a message; the rest can be found alike
_NAMED = 20


class VigieError(Exception):
    """A condition named by this table; ``code`` is stable and names its message and its help."""

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 70

    def __init__(self, **found: object) -> None:
        """Keep what was found, by the names the message uses."""
        super().__init__(found)
        self.found = found

    def message(self, lang: str) -> str:
        """The sentences a reader sees, in English (``en``) or French (``fr``)."""
        found = dict(self.found)
        if found.get("nearest") == "":
            found["nearest"] = text("error.nothing_near", lang)
        if f"reason.{found.get('reason')}" in catalogue():
            found["reason"] = text(f"reason.{found['reason']}", lang)
        return text(f"error.{self.code}", lang, **found)

    def __str__(self) -> str:
        return self.message("en")


class QuestionError(VigieError):
    """The question cannot be asked as it was put."""

    exit_status = 2


class UnknownGroupError(QuestionError, LookupError):
    """No group, and no supplier in the records held, has this name."""

    code = "question.unknown_group"


class UnknownBuyerError(QuestionError, LookupError):
    """No public body is known by this code, acronym or name."""

    code = "question.unknown_buyer"


class UnknownContractError(QuestionError, LookupError):
    """No contract held has this number, or none by the day ``on``."""

    code = "question.unknown_contract"

    def __init__(self, *, found: str, nearest: str, on: date | None = None) -> None:
        super().__init__(found=found, nearest=nearest, on=on)

    def message(self, lang: str) -> str:
        asked = self.found["on"]
        up_to = text("error.on_day", lang, day=day(asked, lang)) if isinstance(asked, date) else ""
        nearest = self.found["nearest"] or text("error.nothing_near", lang)
        return text(f"error.{self.code}", lang, found=self.found["found"], nearest=nearest, on=up_to)


class AmbiguousContractError(QuestionError, LookupError):
    """Contracts of several buyers have this number."""

    code = "question.ambiguous_contract"


class UnknownTopicError(QuestionError, LookupError):
    """The lexicon has no topic of this name."""

    code = "question.unknown_topic"


class UnknownNoticeError(QuestionError, LookupError):
    """No notice held has this number or id, or none posted by the day ``on``."""

    code = "question.unknown_notice"


class UnknownNoticeKindError(QuestionError, LookupError):
    """Notices have no kind of this name."""

    code = "question.unknown_notice_kind"


class UnknownProgramError(QuestionError, LookupError):
    """desk.toml declares no program of this name."""

    code = "question.unknown_program"


class UnknownEvidenceError(QuestionError, LookupError):
    """The archive holds no such file, or the file has no such place."""

    code = "question.unknown_evidence"


class DayFormatError(QuestionError, ValueError):
    """A day is not written as YYYY-MM-DD, or does not exist."""

    code = "question.day"


class UnknownPageError(QuestionError, LookupError):
    """No page has this address."""

    code = "page.unknown"


class PageParameterError(QuestionError, ValueError):
    """A parameter of an address is none of this page, stands twice, or says what it cannot."""

    code = "page.parameter"


class BodyTooLargeError(QuestionError, ValueError):
    """What was sent to a page is larger than the megabytes it takes."""

    code = "page.too_large"


class PasswordMissingError(QuestionError):
    """Pages are to be served to other machines and no password is set."""

    code = "serve.password_missing"


class FrameworkRangeError(QuestionError, ValueError):
    """A range of framework numbers cannot be counted through."""

    code = "question.framework_range"


class PeriodError(QuestionError, ValueError):
    """A period to ask about ends before it begins."""

    code = "question.period"


class BuyerLevelError(QuestionError, LookupError):
    """A department was named where a source can only be asked about one of the bodies under it."""

    code = "question.buyer_level"


class FetchPeriodError(QuestionError, ValueError):
    """A period to fetch ends before it begins, or begins before the source can be searched."""

    code = "question.fetch_period"


class PersonAskedError(QuestionError, ValueError):
    """Mentions were asked of a name that reads as a person's, and that no supplier, link or brand has."""

    code = "question.person"


class WordlessNameError(QuestionError, ValueError):
    """The name of an organization has no letter and no digit to look for."""

    code = "question.no_words"


class SearchWordlessError(QuestionError, ValueError):
    """A search has no letter and no digit to look for."""

    code = "question.search_no_words"


class SearchTooLongError(QuestionError, ValueError):
    """A search is longer than one may be."""

    code = "question.search_too_long"


class OutputFileNeededError(QuestionError, ValueError):
    """A format that is no text was asked for, and no file to write it to was named."""

    code = "question.output_file"


class NothingToExportError(QuestionError, LookupError):
    """An answer has no contract that another tool could be given: none is held, or all are individual contractors' or wait."""

    code = "export.nothing"


class UnknownPairError(QuestionError, LookupError):
    """No undecided pair has this code, or two names are not those of two organizations held."""

    code = "question.unknown_pair"


class UnknownJudgementError(QuestionError, LookupError):
    """No judgement has this number."""

    code = "judgement.unknown"


class JudgementUndoneError(QuestionError, ValueError):
    """A judgement was to be undone that was undone before."""

    code = "judgement.undone"


class JudgementWordsError(QuestionError, ValueError):
    """A judgement says too little or too much; ``field`` is what is at fault, ``where`` the line of a file or nothing."""

    code = "judgement"

    def message(self, lang: str) -> str:
        named = f"judgement.field_{self.found['field']}"
        field = text(named, lang) if named in catalogue() else self.found["field"]
        return text(f"error.{self.code}", lang, where=self.found["where"], field=field)


class JudgementIncompleteError(JudgementWordsError):
    """A judgement without a pair, a verdict, a reason, or without who decides."""

    code = "judgement.incomplete"


class JudgementPersonError(JudgementWordsError):
    """The reason of a judgement, or its signature, names a person or leads to one; the words are not repeated."""

    code = "judgement.person"


class InputError(VigieError, ValueError):
    """A file is not what its source publishes; nothing of it was stored."""

    exit_status = 65


class FileEmptyError(InputError):
    """The file has no byte, or a header and no row."""

    code = "file.empty"


class FileTypeError(InputError):
    """The bytes are of another kind than the source publishes: a web page, a PDF, an error answer."""

    code = "file.type_mismatch"


class FileTruncatedError(InputError):
    """A compressed file ends before its end."""

    code = "file.truncated"


class FileTooLargeError(InputError):
    """A compressed file unpacks to more than its source can have published."""

    code = "gzip.ratio"


class ColumnsUnknownError(InputError):
    """The header fits none of the layouts this source is known to publish."""

    code = "schema.unknown_layout"


class ColumnMissingError(InputError):
    """A column the records cannot do without is absent."""

    code = "schema.missing_column"


class ColumnRepeatedError(InputError):
    """Two columns have one name."""

    code = "csv.duplicate_column"


class CsvDelimiterError(InputError):
    """The columns are parted by something else than a comma."""

    code = "csv.delimiter"


class CsvEncodingError(InputError):
    """The file is in UTF-16; a row that is not UTF-8 is set aside instead."""

    code = "csv.encoding"


class DayOrderError(InputError):
    """Nothing in the file proves which number of its days is the month."""

    code = "date.order"


class CsvQuoteError(InputError):
    """A quoted field is never closed: the file was cut."""

    code = "csv.unclosed_quote"


class JsonEncodingError(InputError):
    """JSON that is not UTF-8, or with half a character in a text."""

    code = "json.encoding"


class JsonSyntaxError(InputError):
    """The bytes are not one JSON document, a sequence of them, or one a line."""

    code = "json.syntax"


class JsonTruncatedError(InputError):
    """The last line or the last record of several ends before its end: the file was cut."""

    code = "json.truncated"


class JsonNumberRangeError(InputError):
    """A number beyond what readers of JSON agree on."""

    code = "json.number_range"


class JsonDepthError(InputError):
    """Lists in lists, deeper than any answer."""

    code = "json.depth"


class JsonKeyRepeatedError(InputError):
    """An object has one key twice, so that either value could be meant."""

    code = "json.duplicate_key"


class JsonKeysError(InputError):
    """The rows together have more different keys than any table has columns."""

    code = "json.key_count"


class ResultsTypeError(InputError):
    """JSON of another shape than an answer: the results are no list, or a result is no object."""

    code = "schema.type"


class ResultsMissingError(InputError):
    """JSON without results: an error answer saved under this name."""

    code = "schema.missing_key"


class XmlDoctypeError(InputError):
    """An XML file declares a document type, of which entity bombs are made."""

    code = "xml.dtd"


class XmlDepthError(InputError):
    """XML is nested deeper than any record published."""

    code = "xml.depth"


class XmlEncodingError(InputError):
    """XML declares an encoding its bytes are not in."""

    code = "xml.encoding"


class XmlSyntaxError(InputError):
    """The bytes are not one XML document to its end: damaged, or cut."""

    code = "xml.syntax"


class RecordCountError(InputError):
    """A file has another number of records than its own header announces: it was cut, or is an extract."""

    code = "record.count"


class DocumentTooLargeError(InputError):
    """A JSON or XML file is larger than what is read at once; the same records are published as CSV."""

    code = "document.too_large"


class PageLayoutError(InputError):
    """A web page has no record in a layout we know: it is another page, or the source changed its pages."""

    code = "page.layout"


class PageDepthError(InputError):
    """A web page nests its elements deeper than any page that is published."""

    code = "html.depth"


class PageTruncatedError(InputError):
    """A web page ends before its end: what is in it may not be all, and would look so."""

    code = "html.truncated"


class TarEmptyError(InputError):
    """A tar holds no file its source publishes."""

    code = "tar.empty"


class TarCorruptError(InputError):
    """A tar was cut or damaged, or goes on after its end."""

    code = "tar.corrupt"


class TarPathError(InputError):
    """The name of a file in a tar leads out of a folder or cannot be shown; or it is a link or a device."""

    code = "tar.path"


class TarTooLargeError(InputError):
    """A tar, or a file in it, unpacks to more than its source can have published."""

    code = "tar.too_large"


class ZipEmptyError(InputError):
    """A zip holds no CSV file."""

    code = "zip.empty"


class ZipCorruptError(InputError):
    """A zip was cut or damaged, or its parts give different sizes, names or places."""

    code = "zip.corrupt"


class ZipChecksumError(InputError):
    """A file in a zip is not the one that was packed: its checksum differs."""

    code = "zip.crc"


class ZipPathError(InputError):
    """The name of a file in a zip leads out of a folder, cannot be shown, or is there twice; or it is a link."""

    code = "zip.path"


class ZipOverlapError(InputError):
    """Two files in a zip use the same bytes."""

    code = "zip.overlap"


class ZipRatioError(InputError):
    """A zip, or a file in it, unpacks to more than any published table does."""

    code = "zip.ratio"


class ZipCountError(InputError):
    """A zip holds more files than any published archive."""

    code = "zip.count"


class ZipEncryptedError(InputError):
    """A file in a zip needs a password."""

    code = "zip.encrypted"


class ZipNestedError(InputError):
    """A zip holds another packed file."""

    code = "zip.nested"


class ZipMethodError(InputError):
    """A file in a zip is packed by another method than deflate or none."""

    code = "zip.method"


class ManifestError(InputError):
    """A manifest is not one, or promises another file than was handed over."""

    code = "manifest.mismatch"

    def __init__(self, *, where: str, reason: str, found: object, expected: object) -> None:
        super().__init__(where=where, reason=reason, found=found, expected=expected)

    def message(self, lang: str) -> str:
        what = text(
            f"manifest.{self.found['reason']}", lang, found=self.found["found"], expected=self.found["expected"]
        )
        return text(f"error.{self.code}", lang, where=self.found["where"], what=what)


class CaptureInFutureError(InputError):
    """A file is said to have been captured after now."""

    code = "capture.future"

    def __init__(self, *, where: str, moment: str) -> None:
        super().__init__(where=where, moment=moment)


class CaptureConflictError(InputError):
    """Two files captured at one moment say different things of one action."""

    code = "capture.conflict"


class ListEmptyError(InputError):
    """A list handed in names no organization: no byte, blank rows, or a header alone."""

    code = "list.empty"


class ListTypeError(InputError):
    """A list handed in is no text table: a spreadsheet, a PDF, a web page."""

    code = "list.type"


class ListTooLargeError(InputError):
    """A list handed in has more bytes or rows than one that a person keeps."""

    code = "list.too_large"


class IdentifierError(InputError):
    """An identifier of an organization has another form, or other check digits, than its issuer gives."""

    code = "organization.identifier"

    def message(self, lang: str) -> str:
        """``expected`` is a key of the catalogue."""
        expected = str(self.found["expected"])
        said = text(expected, lang) if expected in catalogue() else expected
        return text(f"error.{self.code}", lang, **{**self.found, "expected": said})


class JudgementLineError(InputError):
    """A line of a file of judgements is not one; nothing of the file was taken."""

    code = "judgement.line"


class RepliesError(InputError):
    """A log of replies is not written as it has to be."""

    code = "dossier.replies"


class DossierUnreadableError(InputError):
    """A file is no dossier that Vigie made, or its figures cannot be read any more."""

    code = "dossier.unreadable"


class DossierTypeError(QuestionError, ValueError):
    """A dossier is asked for in a kind of file it has not."""

    code = "dossier.type"


class UnknownWatchError(QuestionError, LookupError):
    """No watch has this id, or several begin so."""

    code = "watch.unknown"


class UnknownKindError(QuestionError, LookupError):
    """Nothing a watch can ask for is of this kind."""

    code = "watch.unknown_kind"


class WatchEmptyError(QuestionError, ValueError):
    """A watch asks for nothing: everything would be news."""

    code = "watch.empty"


class WebhookSecretError(QuestionError, ValueError):
    """A secret is not one of a webhook: whsec_ and 24 to 64 bytes in base64; ``found`` is its length, never itself."""

    code = "watch.secret"


class MailError(VigieError, OSError):
    """The mail server could not be reached, or did not take a letter; it waits for the next run."""

    code = "watch.mail"
    exit_status = 69


class MailServerMissingError(QuestionError):
    """No mail server is named in the environment; letters wait."""

    code = "watch.no_mail_server"


class WatchTargetError(QuestionError, ValueError):
    """Alerts cannot go where they are told to: no file, not one plain mailbox, no host with a port."""

    code = "watch.target"


class MailServerError(QuestionError, ValueError):
    """What the environment says of the mail server cannot be used."""

    code = "watch.mail_server"


class PdfCorruptError(InputError):
    """A PDF cannot be opened, or has no page that can."""

    code = "pdf.corrupt"


class DocumentEncodingError(InputError):
    """A plain text is not Unicode."""

    code = "document.encoding"


class DocumentLimitError(InputError):
    """Reading a document takes more memory, time or text than one may have, or breaks the process that reads it."""

    code = "document.resource_limit"


class PdfLimitError(DocumentLimitError):
    """Reading a PDF takes more memory, time, pages or text than a document may have."""

    code = "pdf.resource_limit"


class TextLimitError(InputError):
    """A text to check is longer than one may be."""

    code = "text.limit"


class TextSilentError(InputError):
    """A text to check has no words: it is empty, or made of pictures."""

    code = "text.silent"


class CaptionsTimeError(InputError):
    """A line of times in captions cannot be read."""

    code = "captions.time"


class DecisionsError(VigieError, ValueError):
    """desk.toml cannot be read as written; ``entry`` is the one at fault, empty where it is the whole file."""

    code = "desk.decisions"
    exit_status = 65

    def __init__(self, *, where: str, reason: str, found: str, expected: str = "", entry: str = "") -> None:
        super().__init__(where=where, reason=reason, found=found, expected=expected, entry=entry)

    def message(self, lang: str) -> str:
        found = self.found
        what = text(f"decisions.{found['reason']}", lang, found=found["found"], expected=found["expected"])
        return text(f"error.{self.code}", lang, where=f"{found['where']} {found['entry']}".rstrip(), what=what)


class PersonsListedError(VigieError, ValueError):
    """The file has columns or values that list or locate people; it is refused whole."""

    code = "privacy.person_locating"
    exit_status = 77

    def __init__(self, *, where: str, kind: str, row: int | None = None, column: str | None = None) -> None:
        super().__init__(where=where, kind=kind, row=row, column=column)

    def message(self, lang: str) -> str:
        row, column = self.found["row"], self.found["column"]
        place = text("persons.row", lang, row=row) if column is None else text("persons.column", lang, column=column)
        kind = text(f"persons.{self.found['kind']}", lang)
        return text(f"error.{self.code}", lang, where=self.found["where"], place=place, kind=kind)


class ListOfPeopleError(PersonsListedError):
    """A list handed in has columns, values or names of people; nothing of it is looked up."""

    code = "list.people"

    def __init__(self, *, where: str, kind: str, rows: tuple[int, ...] = (), column: str | None = None) -> None:
        super().__init__(where=where, kind=kind, row=min(rows, default=None), column=column)
        self.rows = rows

    def message(self, lang: str) -> str:
        column = self.found["column"]
        if column is not None:
            place = text("persons.column", lang, column=column)
        else:
            named = ", ".join(map(str, self.rows[:_NAMED])) + (", …" if len(self.rows) > _NAMED else "")
            place = text("persons.row" if len(self.rows) == 1 else "persons.rows", lang, row=named)
        kind = text(f"persons.{self.found['kind']}", lang)
        return text(f"error.{self.code}", lang, where=self.found["where"], place=place, kind=kind)


class DocumentOfPeopleError(PersonsListedError):
    """A document lists people on one of its pages; nothing of it is kept."""

    code = "document.people"

    def message(self, lang: str) -> str:
        place = text("persons.page", lang, page=self.found["row"])
        kind = text(f"persons.{self.found['kind']}", lang)
        return text(f"error.{self.code}", lang, where=self.found["where"], place=place, kind=kind)


class StorageError(VigieError, OSError):
    """The disk or the file system refused; what was on the desk before is as it was."""

    code = "storage.refused"
    exit_status = 74


class FileMissingError(StorageError):
    """No file of this name, or it may not be read."""

    code = "file.missing"


class FileIsFolderError(StorageError):
    """A folder was named where a file is needed."""

    code = "file.folder"


class PortTakenError(StorageError):
    """The address at which pages were to be served is not to be had."""

    code = "serve.port"


class MemoryTooSmallError(StorageError):
    """A load needs more memory than it may take."""

    code = "storage.memory"


class OutputExistsError(StorageError):
    """The file an answer should be written to is there already."""

    code = "output.exists"


class DeskMissingError(StorageError):
    """The folder holds no desk."""

    code = "desk.missing"


class DeskFormatError(StorageError):
    """The desk was written by a version this one cannot read."""

    code = "desk.format"


class DeskDamagedError(StorageError):
    """What the archive holds is not what its journal says."""

    code = "desk.damaged"


class WatchesDamagedError(StorageError):
    """The private file of watches is not one, or damaged."""

    code = "watch.damaged"


class JudgementsDamagedError(StorageError):
    """private.db, the file of judgements, cannot be read."""

    code = "desk.judgements"


class DeskBusyError(VigieError):
    """Another process is writing to this desk."""

    code = "desk.busy"
    exit_status = 75


class FetchError(VigieError, OSError):
    """A source could not be asked, or answered otherwise than it documents; nothing of that answer was kept."""

    # ``where`` is the address without credentials and query; a value that is a key of the catalogue is put into words
    code = "fetch"
    exit_status = 69

    def message(self, lang: str) -> str:
        found = {
            name: text(value, lang) if isinstance(value, str) and value in catalogue() else value
            for name, value in self.found.items()
        }
        if found.get("nearest") == "":
            found["nearest"] = text("error.nothing_near", lang)
        return text(f"error.{self.code}", lang, **found)


class AddressRefusedError(FetchError):
    """An address, or the number its name leads to, is not a public web address; nothing was sent to it."""

    code = "fetch.address"


class CertificateError(FetchError):
    """The host cannot prove that it is the one asked: expired, for another name, signed by nobody trusted."""

    code = "fetch.certificate"


class TooManyTriesError(FetchError):
    """Every try failed: no connection, no answer in time, busy, broken."""

    code = "fetch.tries"


class DeadlineError(FetchError):
    """The time set for an answer, tries and waits included, is over, or the source asks to wait longer than it."""

    code = "fetch.deadline"


class RedirectLoopError(FetchError):
    """The source sends from address to address, in a circle or more than five times."""

    code = "fetch.redirects"


class RequestRefusedError(FetchError):
    """The source understood and refused: a status 4xx, or a redirect that would change what is asked."""

    code = "fetch.refused"


class AnswerTruncatedError(FetchError):
    """An answer ends before its announced or its own end."""

    code = "fetch.truncated"


class AnswerLengthError(FetchError):
    """An answer goes on after its announced end."""

    code = "fetch.length"


class AnswerTooLargeError(FetchError):
    """An answer is larger, or unpacks to more, than this source can have published."""

    code = "fetch.too_large"


class AnswerEncodingError(FetchError):
    """An answer is packed in a way nobody asked for, or its packing is damaged."""

    code = "fetch.encoding"


class AnswerTypeError(FetchError):
    """An answer with status 200 is of another kind: a web page, an error message, nothing."""

    code = "fetch.type"


class AnswerFieldsError(FetchError):
    """A field that was asked for is missing from the answer, was renamed, or holds another kind of value."""

    code = "fetch.fields"
