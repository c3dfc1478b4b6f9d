/** The same function, which works out each answer once; questions of one key have one answer. */
export function remembering<Question, Answer>(
  keyOf: (question: Question) => string | null,
  workOut: (question: Question) => Answer,
): (question: Question) => Answer {
  const known = new Map<string | null, Answer>()
  return (question) => {
    const key = keyOf(question)
    if (known.has(key)) return known.get(key) as Answer
    const answer = workOut(question)
    known.set(key, answer)
    return answer
  }
}
