/** The few that the page can draw; any other is shown by its name. */
const EMOJI = {
  '+1': '👍',
  thumbsup: '👍',
  white_check_mark: '✅',
  eyes: '👀',
  tada: '🎉',
  heart: '❤️',
  warning: '⚠️',
}

export const drawnEmoji = (name) => (Object.hasOwn(EMOJI, name) ? EMOJI[name] : `:${name}:`)

/** What one can react with. */
export const REACTIONS = ['+1', 'white_check_mark', 'eyes']
