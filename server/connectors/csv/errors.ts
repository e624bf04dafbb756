export type FileErrorCode = 'csv.not_found' | 'csv.unreadable' | 'csv.not_utf8' | 'csv.unknown_header' | 'csv.named_twice'

/** A file that cannot be read as a whole; the message says what was found and what would be right. */
export class FileError extends Error {
  override name = 'FileError'
  readonly code: FileErrorCode
  readonly file: string

  constructor(code: FileErrorCode, file: string, message: string) {
    super(`${file}: ${message}`)
    this.code = code
    this.file = file
  }
}
