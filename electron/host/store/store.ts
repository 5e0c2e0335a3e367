import { Worker } from 'node:worker_threads'
import { HostFailure } from '../host-failure.ts'
import { openDatabase } from './database.ts'
import { storeOperations, type StoreInput, type StoreOperationName, type StoreOutput } from './operations/index.ts'

/** What the host keeps. Throws `host.database` when the database cannot do what is asked. */
export interface Store {
  run<N extends StoreOperationName>(name: N, input: StoreInput<N>): Promise<StoreOutput<N>>
  /** Waits for what is under way, then closes. */
  close(): Promise<void>
}

/** Runs one operation and turns whatever SQLite throws into a failure. */
export function perform(database: ReturnType<typeof openDatabase>, name: StoreOperationName, input: unknown): unknown {
  const operation = storeOperations[name] as (database: unknown, input: unknown) => unknown
  return operation(database, input)
}

function databaseFailure(operation: string, error: unknown): HostFailure {
  const detail = error instanceof Error ? error.message : String(error)
  return new HostFailure('host.database', { operation, detail: detail.slice(0, 300) }, { cause: error })
}

/** The store in this very thread: for tests and for short runs of the command line. */
export function openStoreInThread(path: string): Store {
  let database: ReturnType<typeof openDatabase>
  try {
    database = openDatabase(path)
  } catch (error) {
    throw databaseFailure('open', error)
  }
  return {
    async run(name, input) {
      try {
        return perform(database, name, input) as never
      } catch (error) {
        throw error instanceof HostFailure ? error : databaseFailure(name, error)
      }
    },
    async close() {
      database.close()
    },
  }
}

export interface StoreRequest {
  readonly id: number
  readonly name: StoreOperationName | 'close'
  readonly input: unknown
}
export interface StoreAnswer {
  readonly id: number
  readonly output?: unknown
  readonly problem?: string
}

/**
 * The store in a worker, so that a long query never delays a device. Rejects if the database cannot be opened. If the
 * worker dies, everything under way fails with `host.database` and the store stays closed.
 */
export async function openStoreInWorker(path: string, workerFile: URL): Promise<Store> {
  const worker = new Worker(workerFile, { workerData: { path } })
  const pending = new Map<number, { resolve(output: never): void; reject(error: unknown): void; name: string }>()
  let nextId = 1
  let end: HostFailure | undefined

  const give = (name: StoreRequest['name'], input: unknown): Promise<never> =>
    new Promise((resolve, reject) => {
      if (end) return reject(end)
      const id = nextId++
      pending.set(id, { resolve, reject, name })
      worker.postMessage({ id, name, input } satisfies StoreRequest)
    })
  const die = (error: unknown) => {
    end ??= databaseFailure('worker', error)
    for (const { reject } of pending.values()) reject(end)
    pending.clear()
  }
  const opened = new Promise<void>((resolve, reject) => {
    pending.set(0, { resolve: resolve as never, reject, name: 'open' })
  })
  worker.on('message', (answer: StoreAnswer) => {
    const waiting = pending.get(answer.id)
    pending.delete(answer.id)
    if (answer.problem === undefined) waiting?.resolve(answer.output as never)
    else waiting?.reject(databaseFailure(waiting.name, answer.problem))
  })
  worker.on('error', die)
  worker.on('exit', (code) => die(`ended with ${code}`))
  await opened
  return {
    run: (name, input) => give(name, input),
    async close() {
      if (end) return
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      await give('close', undefined)
      await ended
    },
  }
}
