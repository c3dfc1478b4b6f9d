import type { Question } from './row.ts'

/** Where a row's notes and questions are collected, and where answers of an earlier run are looked up. */
export type Desk = {
  /** The file as question ids name it, without the folders that differ from machine to machine. */
  source: string
  /** What tells the row from the others of its file: its code, else its title. */
  identity: string
  answers: Record<string, string>
  notes: string[]
  questions: Question[]
}

/** Puts a question, unless an answer is there that `read` understands; until then the field stays empty. */
export function ask<T>(
  desk: Desk,
  question: Question,
  read: (answer: string) => T | undefined,
): T | undefined {
  const answer = Object.hasOwn(desk.answers, question.id) ? desk.answers[question.id] : undefined
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
