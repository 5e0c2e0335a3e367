import * as documents from './documents.ts'
import * as marking from './marking.ts'
import * as printing from './printing.ts'
import * as status from './status.ts'
import type { Task } from './task.ts'

const isTask = (value: unknown): value is Task =>
  typeof value === 'object' && value !== null && 'effect' in value && 'result' in value

/** Every task of the driver, by its type. */
export const tasks: ReadonlyMap<string, Task> = new Map(
  [status, documents, printing, marking]
    .flatMap((group): unknown[] => Object.values(group))
    .filter(isTask)
    .map((task) => [task.type, task]),
)
