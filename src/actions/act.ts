import type { EngineName, Trx } from '../../db/engine.ts'
import type { NoticeItemRow, RecordTable, Schema } from '../../db/schema.ts'
import type { Json } from '../rules/audit-chain.ts'
import type { Calendar } from '../rules/business-days.ts'
import type { Settings } from '../rules/settings.ts'
import type { Actor, Day, Instant, Lane, NoticeKind, Way } from '../rules/terms.ts'
import type { Holidays } from './world.ts'

/** One change of one row of the record, as its entry says it. */
export type Change = {
  op: 'insert' | 'update' | 'remove' | SetChange
  table: RecordTable
  key: Json
  before: Json
  after: Json
}
/** A change of many rows by one statement, which replay carries out again. */
export type SetChange = 'ask' | 'ask anew' | 'move' | 'void' | 'deliver' | 'pin'

export type NoticeRequest = {
  /** Says what it is for: the same one twice is one notice. */
  id: string
  to: { id: string; isChannel: boolean }
  kind: NoticeKind
  lane: Lane
  /** Sent although this workspace goes live by this very action. */
  isAtGoingLive?: true
  items: Pick<NoticeItemRow, 'obligation' | 'subject' | 'as'>[]
}

type RowOf<T extends RecordTable> = Omit<Schema[T], 'workspace'>

/** What an action works with, inside its transaction. */
export type Act = {
  trx: Trx
  engine: EngineName
  workspace: string
  now: Instant
  /** The workspace's day. */
  today: Day
  actor: Actor
  way: Way
  settings: Settings
  calendar: Calendar
  /** The calendar as other settings would make it. */
  calendarOf(settings: Settings): Calendar
  holidays: Holidays
  liveAt: Instant | null
  /** A new id: it names the entry that made it. */
  id(): string
  insert<T extends RecordTable>(table: T, row: RowOf<T>): Promise<void>
  insertAll<T extends RecordTable>(table: T, rows: readonly RowOf<T>[]): Promise<void>
  /** Changes a row that is there; columns of the same value are left out of the entry. */
  write<T extends RecordTable>(table: T, key: Partial<RowOf<T>>, change: Partial<RowOf<T>>): Promise<void>
  remove<T extends RecordTable>(table: T, key: Partial<RowOf<T>>): Promise<void>
  /** Says in the entry that one statement changed many rows. */
  say(change: Change): void
  /** What the entry is about, and the answer that the same key gets again. */
  note(subject: string): void
  notify(notice: NoticeRequest): Promise<void>
}
