import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase, type SqliteDatabase } from './database.ts'
import { perform, type StoreAnswer, type StoreRequest } from './store.ts'

/** Entry of the store's worker: one request after another, each answered under its number. Answer 0 says that it is open. */
const port = parentPort
if (!port) throw new Error('runs as a worker only')
const answer = (message: StoreAnswer) => port.postMessage(message)
const describe = (error: unknown) => (error instanceof Error ? error.message : String(error))

let database: SqliteDatabase | undefined
try {
  database = openDatabase((workerData as { path: string }).path)
  answer({ id: 0 })
} catch (error) {
  answer({ id: 0, problem: describe(error) })
  port.close()
}

port.on('message', ({ id, name, input }: StoreRequest) => {
  if (!database) return answer({ id, problem: 'the database is not open' })
  if (name === 'close') {
    database.close()
    database = undefined
    answer({ id })
    port.close()
    return
  }
  try {
    answer({ id, output: perform(database, name, input) })
  } catch (error) {
    answer({ id, problem: describe(error) })
  }
})
