/** Questions about one policy, which they name by its code or title. */

/** `missing`: who has not acknowledged it; `title`: perhaps no policy at all; else how it stands. */
export type PolicyQuestion = { about: 'policy' | 'missing' | 'title'; named: string }

const acknowledge = '(?:acknowledge|ack|confirm|sign(?: off)?|read|accept|answer)(?:ed|d)?'
const role = '(?:owners?|deput(?:y|ies)|approvers?|reviewers?|responsible|in charge|accountable)'
const fact =
  '(?:owner|deputy|deputies|approvers?|status|state|version|current version|due date|audience|text)'
const done =
  '(?:in force|valid|active|due|overdue|late|retired|endorsed|approved|reviewed|updated|up to date|current|a draft|compliant|in compliance|covered|acknowledged)'
const again = '(?:last|next|again|now|yet|already|still|currently|ever)'

/** The policy stands where `X` is; each is the whole of a question. */
const shapes: [string, PolicyQuestion['about']][] = [
  [
    `who(?: all)?(?: has| have| had| did| is| are)?(?: still| yet)? (?:not|never)(?: yet| still)? ${acknowledge} X`,
    'missing',
  ],
  [`who(?: has| have)? (?:already )?${acknowledge} X`, 'missing'],
  [
    `who (?:still )?(?:needs|has|have|ought|must|should)(?: still)?(?: to)?(?: still)? ${acknowledge} X`,
    'missing',
  ],
  [`who is (?:still )?missing (?:for|in|on|of|from|with) X`, 'missing'],
  [`who is missing (?:from )?the acknowledge?ments? (?:for|of) X`, 'missing'],
  [
    `(?:what |which |how many |the )?(?:missing )?acknowledge?ments? (?:are missing |missing )?(?:for|of|on) X`,
    'missing',
  ],
  [`how many(?: people)?(?: have)?(?: not)? ${acknowledge} X`, 'missing'],
  [`(?:has|have) (?:everyone|everybody|all|anyone|people) ${acknowledge} X`, 'missing'],
  [`who (?:owns|reviews|endorses|approves|maintains|manages|wrote|updates|keeps) X`, 'policy'],
  [`who (?:is|are) (?:the )?${role}(?: people| person)? (?:of|for) X`, 'policy'],
  [`who is X owned by`, 'policy'],
  [`whose (?:policy )?is X`, 'policy'],
  [`(?:what is |the )*${fact} (?:of|for) X`, 'policy'],
  [
    `when (?:is|was|will|must|should|does|do|did|has) X (?:(?:to|be|been|have|need|${again}) )*(?:due|reviewed?|endorsed|updated|changed|approved|published)(?: for review)?(?: ${again})?`,
    'policy',
  ],
  [
    `when (?:is|was|were) (?:the )?(?:(?:${again}|latest|yearly|annual) )*(?:review|endorsement|version|change|update) (?:of|for) X(?: due)?`,
    'policy',
  ],
  [`(?:the )?(?:last|next|latest) (?:review|version|change) (?:of|for) X`, 'policy'],
  [`is (?:not )?X (?:${again} )*${done}(?: ${again})?`, 'policy'],
  [`(?:has|was) X (?:${again} )*(?:been )?(?:${again} )*${done}(?: .*)?`, 'policy'],
  [`(?:which|what) version of X(?: (?:is|applies|counts)(?: .*)?)?`, 'policy'],
  [`(?:which|what) (?:is the )?version is (?:in force|valid|current) (?:of|for) X`, 'policy'],
  [`how is X doing`, 'policy'],
  [`(?:show|open|find|display|look up|see|view|describe) X`, 'policy'],
  [`(?:(?:tell|anything|more|something|information|info|details|all|everything) )*about X`, 'policy'],
  [`(?:what|how) about X`, 'title'],
  [`(?:what|where|how) is X`, 'title'],
]

const patterns = shapes.map(([shape, about]) => ({
  about,
  pattern: new RegExp(`^${shape.replace('X', '(?:the )?(.+?)')}$`),
}))

export function askedOfPolicy(plain: string): PolicyQuestion | null {
  for (const { pattern, about } of patterns) {
    const named = pattern.exec(plain)?.[1]
    if (named !== undefined) return { about, named: named.replace(/ yet$| so far$/, '') }
  }
  return null
}
