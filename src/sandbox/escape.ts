import { channelCalled, groupCalled, personCalled } from './lookup.ts'
import type { Workspace } from './workspace.ts'

/** `should_escape`: names become ids, as `<@U…|name>`, `<#C…|name>` and `<!subteam^S…|@handle>`, addresses `<https://…>`. */
export function escaped(workspace: Workspace, text: string): string {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return plain
    .replaceAll(/(?<![\w/])https?:\/\/[^\s|]+/g, (address) => `<${address}>`)
    .replaceAll(/(?<!\w)([@#])([\w.-]*\w)/g, (typed, sign: string, name: string) =>
      sign === '@' ? mention(workspace, typed, name) : channelMention(workspace, typed, name),
    )
}

function mention(workspace: Workspace, typed: string, name: string): string {
  const person = personCalled(workspace, name)
  if (person) return `<@${person.id}|${person.name}>`
  const group = groupCalled(workspace, name)
  return group ? `<!subteam^${group.id}|@${group.handle}>` : typed
}

function channelMention(workspace: Workspace, typed: string, name: string): string {
  const channel = channelCalled(workspace, name)
  return channel ? `<#${channel.id}|${channel.name}>` : typed
}
