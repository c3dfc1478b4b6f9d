/** The longest texts that people may type; longer ones are refused with their length. */

export const longestTitle = 300
export const longestCode = 100
export const longestText = 3000
export const longestNumber = 50
export const longestLink = 2000
/** Where a document is found: a link, or its name and place. */
export const longestDocument = 2000
