import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClockState } from './business-clock.ts'
import { CHOICES } from './choices.ts'
import type { Workspace } from './workspace.ts'

export type Keep = {
  clock: ClockState | undefined
  workspace: Workspace | undefined
  /** Written a moment later, and once for many changes. */
  later(workspace: () => Workspace): void
  /** Written before it returns: a follower may act on a new instant at once, so a restart must not forget it. */
  clockNow(state: ClockState): void
  flush(): Promise<void>
}

/** Keeps the workspace and the clock in a folder. Without one nothing is written, and a restart begins anew. */
export function openKeep(folder: string | undefined): Keep {
  if (folder === undefined) {
    const nothing = () => undefined
    return {
      clock: undefined,
      workspace: undefined,
      later: nothing,
      clockNow: nothing,
      flush: async () => {},
    }
  }
  mkdirSync(folder, { recursive: true })
  const workspaceFile = join(folder, 'workspace.json')
  const clockFile = join(folder, 'clock.json')
  let wanted: (() => Workspace) | undefined
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  function write(): void {
    clearTimeout(timer)
    timer = undefined
    const workspace = wanted
    if (!workspace) return
    wanted = undefined
    const text = JSON.stringify(workspace())
    writing = writing.then(async () => {
      await writeFile(`${workspaceFile}.new`, text)
      await rename(`${workspaceFile}.new`, workspaceFile)
    })
  }

  return {
    clock: readJson<ClockState>(clockFile),
    workspace: whole(readJson<Workspace>(workspaceFile)),
    later(workspace) {
      wanted = workspace
      timer ??= setTimeout(write, CHOICES.saveDelayMs)
    },
    clockNow(state) {
      writeFileSync(`${clockFile}.new`, JSON.stringify(state))
      renameSync(`${clockFile}.new`, clockFile)
    },
    async flush() {
      write()
      await writing
    },
  }
}

/** What was kept before there were views and files has none. */
function whole(kept: Workspace | undefined): Workspace | undefined {
  return kept && { ...kept, homes: kept.homes ?? {}, modals: kept.modals ?? {}, files: kept.files ?? {} }
}

function readJson<Value>(file: string): Value | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return JSON.parse(text) as Value
  } catch {
    throw new Error(
      `${file}: expected the sandbox's own JSON, got something else; delete the file to begin anew`,
    )
  }
}
