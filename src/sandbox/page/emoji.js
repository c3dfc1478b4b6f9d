/** The few that the page can draw, each with its name in words; any other is shown by its own name. */
const EMOJI = {
  '+1': ['👍', 'thumbs up'],
  white_check_mark: ['✅', 'done'],
  eyes: ['👀', 'eyes'],
  tada: ['🎉', 'party'],
  heart: ['❤️', 'heart'],
  warning: ['⚠️', 'warning'],
}

const known = (name) => (Object.hasOwn(EMOJI, name) ? EMOJI[name] : [`:${name}:`, name.replaceAll('_', ' ')])

export const drawnEmoji = (name) => known(name)[0]
export const emojiWords = (name) => known(name)[1]

/** What one can react with. */
export const REACTIONS = ['+1', 'white_check_mark', 'eyes']
