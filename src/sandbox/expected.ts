/** A control call that cannot be carried out; the message says what was expected. */
export class Expected extends Error {}
