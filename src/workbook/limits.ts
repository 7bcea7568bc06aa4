/**
 * Bounds on what an untrusted workbook may ask of this machine. The defaults let the roster of a whole
 * country through (270,000 rows × 23 columns) and stop what no office ever sends.
 */
export interface WorkbookLimits {
  /** Bytes of the file as it lies on the disk. */
  readonly fileBytes: number;
  /** Entries in the ZIP container. */
  readonly entries: number;
  /** Unpacked bytes of one part. Parts that are never read (pictures, charts) do not count. */
  readonly partBytes: number;
  /** Unpacked bytes of all the parts that are read, each counted once. */
  readonly totalBytes: number;
  /** Unpacked bytes of one part of structure (workbook, relationships, styles), much of which is held in memory. */
  readonly structureBytes: number;
  /** Unpacked ÷ packed bytes of one part; looked at once a part has passed `ratioFromBytes`. */
  readonly ratio: number;
  /** Up to this unpacked size any ratio is allowed: small parts of equal rows pack extremely well. */
  readonly ratioFromBytes: number;
  readonly sheets: number;
  /** Highest row number. */
  readonly rows: number;
  /** Highest column number. */
  readonly columns: number;
  /** UTF-16 units in one cell or formula. */
  readonly textLength: number;
  /** UTF-16 units in all cells of one row together, formulas included: a row is held in memory. */
  readonly rowTextLength: number;
  /** UTF-16 units in all cells of one sheet: a few bytes that refer to a long shared text ask for all of it again. */
  readonly sheetTextLength: number;
  readonly sharedStrings: number;
  /** UTF-8 bytes of all shared strings together: they are held in memory. */
  readonly sharedStringBytes: number;
  readonly merges: number;
  /** Cells that must be held: of a sheet whose rows stand out of order; of a Word document, its paragraphs with them. */
  readonly sortedCells: number;
  /** UTF-16 units of the texts in such a sheet or document. */
  readonly sortedTextLength: number;
  /** Bytes of a file that is read whole, by the library in a process of its own. */
  readonly libraryFileBytes: number;
  /** Memory of that process. */
  readonly libraryBytes: number;
  /** Seconds of pure reading that one pass over one part may take. */
  readonly seconds: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: WorkbookLimits = {
  fileBytes: 256 * mebibyte,
  entries: 20_000,
  partBytes: 1024 * mebibyte,
  totalBytes: 2048 * mebibyte,
  structureBytes: 64 * mebibyte,
  ratio: 250,
  ratioFromBytes: 32 * mebibyte,
  sheets: 1_000,
  // Excel's own bounds.
  rows: 1_048_576,
  columns: 16_384,
  // Three times what Excel lets a cell hold.
  textLength: 100_000,
  rowTextLength: 8_000_000,
  // Twenty characters in each of 23 cells of as many rows as Excel has.
  sheetTextLength: 500_000_000,
  sharedStrings: 8_000_000,
  sharedStringBytes: 192 * mebibyte,
  merges: 200_000,
  sortedCells: 1_000_000,
  sortedTextLength: 32_000_000,
  // An .xls as full as it can be, 65,000 rows of 23 columns, has 23 MB; reading it takes 950 MB in all.
  libraryFileBytes: 64 * mebibyte,
  libraryBytes: 1024 * mebibyte,
  seconds: 300,
};
