"""Who reads which record of which source."""

from vigie.sources import bods, cofc, csis, documents, exhibit21, fpds, gao, gleif, reported, sam
from vigie.sources.layout import Record
from vigie.sources.usaspending import read
from vigie.sources.usaspending_awards import read_awards
from vigie.sources.usaspending_subawards import read_subawards

READERS = {
    "usaspending": {Record.ACTION: read, Record.AWARD: read_awards, Record.SUBAWARD: read_subawards},
    "gleif": {Record.ORGANIZATION: gleif.read_organizations, Record.OWNERSHIP: gleif.read_ownerships},
    "bods": {Record.STATEMENT: bods.read_statements},
    "csis": {Record.ORGANIZATION: csis.read_names, Record.OWNERSHIP: csis.read_parents},
    "documents": {Record.DOCUMENT: documents.read_pages},
    "exhibit21": {Record.STATEMENT: exhibit21.read_subsidiaries},
    "gao": {Record.PROTEST: gao.read_protests},
    "cofc": {Record.PROTEST: cofc.read_opinions},
    "reported": {Record.PROTEST: reported.read_protests, Record.REPORTED: reported.read_ceilings},
    "sam": {Record.NOTICE: sam.read_notices},
    "fpds": {Record.ACTION: fpds.read_entries},
    "sam_awards": {Record.ACTION: fpds.read_entries},
    "sam_awards_deleted": {Record.ACTION: fpds.read_deleted},
}
