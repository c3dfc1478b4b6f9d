import type { Question } from './row.ts'

/** Answers by the question's id, and the ids that a question met. */
export type Answers = { given: Record<string, string>; met: Set<string> }

/** Where a row's notes and questions are collected, and where answers of an earlier run are looked up. */
export type Desk = {
  /** The register or folder, as ids name a question that is put once for many rows. */
  shared: string
  /** The file, as ids name a question about one row; without folders that differ from machine to machine. */
  source: string
  /** What tells the row from the others of its file: its code, else its title. */
  identity: string
  answers: Answers
  notes: string[]
  questions: Question[]
}

/** Puts a question, unless an answer is there that `read` understands; until then the field stays empty. */
export function ask<T>(
  desk: Pick<Desk, 'answers' | 'notes' | 'questions'>,
  question: Question,
  read: (answer: string) => T | undefined,
): T | undefined {
  const { given, met } = desk.answers
  met.add(question.id)
  const answer = Object.hasOwn(given, question.id) ? given[question.id] : undefined
  const value = answer === undefined ? undefined : read(answer.trim())
  if (value !== undefined) {
    desk.notes.push(`${question.field} by answer: ${answer?.trim()}.`)
    return value
  }
  if (answer !== undefined)
    desk.notes.push(`The answer "${answer}" to ${question.id} does not fit; the question stays open.`)
  desk.questions.push(question)
  return undefined
}
