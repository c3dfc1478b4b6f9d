/** By the start of the rule's sentence: the path of the file laid into the sound house, its text, and what the report must name. */
export type Plants = Record<string, [path: string, text: string, reported: string][]>
