/** What a database cannot do for a reason that a person can mend; said in words where the person is. */
export class DatabaseRefused extends Error {
  readonly code: 'newer_database' | 'database_unusable' | 'database_busy'
  readonly words: Record<string, string>

  constructor(code: DatabaseRefused['code'], words: Record<string, string> = {}) {
    super(`${code} ${JSON.stringify(words)}`)
    this.name = 'DatabaseRefused'
    this.code = code
    this.words = words
  }
}
