"""An answer as a report: sections of sentences, figures, tables and charts that a page, a PDF and a workbook are made from."""
