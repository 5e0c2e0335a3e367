import { ORPCError, ValidationError } from '@orpc/server'
import type { Failure } from '../../contract/error-catalogue.ts'
import { knownFailure } from '../describe-failure.ts'
import type { HostLog } from '../host-log.ts'
import type { Connection } from './connection.ts'

export interface RpcContext {
  readonly connection: Connection
  readonly log: HostLog
}

interface Step {
  readonly context: RpcContext
  readonly path: readonly string[]
  next(): Promise<{ output: unknown; context: object }>
}

/**
 * The one place where a thrown error becomes an answer. Known failures keep their code and data; whatever nobody foresaw
 * becomes `host.internal` with a reference to the host's log, so that no stack trace reaches a window.
 */
export async function boundary({ context, path, next }: Step): Promise<{ output: unknown; context: object }> {
  const endCall = guard(context, path, () => context.connection.beginCall())
  try {
    const result = await next()
    if (!isAsyncIterator(result.output)) return result
    return { ...result, output: watched(result.output, context, path) }
  } catch (error) {
    throw toAnswer(error, context.log, path)
  } finally {
    endCall()
  }
}

function watched(
  source: AsyncIterator<unknown>,
  context: RpcContext,
  path: readonly string[],
): AsyncIterableIterator<unknown> {
  const end = guard(context, path, () => {
    try {
      return context.connection.beginSubscription()
    } catch (error) {
      void source.return?.()
      throw error
    }
  })
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      try {
        const result = await source.next()
        if (result.done) end()
        return result
      } catch (error) {
        end()
        throw toAnswer(error, context.log, path)
      }
    },
    async return() {
      end()
      await source.return?.()
      return { done: true, value: undefined }
    },
  }
}

function guard<T>(context: RpcContext, path: readonly string[], action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw toAnswer(error, context.log, path)
  }
}

function toAnswer(error: unknown, log: HostLog, path: readonly string[]): ORPCError<'FAILURE', Failure> {
  if (error instanceof ORPCError && error.code === 'FAILURE') return error as ORPCError<'FAILURE', Failure>
  return new ORPCError('FAILURE', { defined: true, status: 400, message: 'failure', data: explain(error, log, path) })
}

function explain(error: unknown, log: HostLog, path: readonly string[]): Failure {
  const known = knownFailure(error)
  if (known) return known
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST')
    return { code: 'host.bad-request', data: describeIssues(error) }
  const reference = Math.floor(Math.random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0')
  log.error({ error, reference, procedure: path.join('.'), issues: issuesOf(error) }, 'unforeseen error')
  return { code: 'host.internal', data: { reference } }
}

function describeIssues(error: ORPCError<string, unknown>): Failure['data'] {
  const [issue] = issuesOf(error) ?? []
  return issue ? { field: issue.field, problem: issue.problem } : {}
}

function issuesOf(error: unknown): { field: string; problem: string }[] | undefined {
  if (!(error instanceof ORPCError) || !(error.cause instanceof ValidationError)) return undefined
  return error.cause.issues.slice(0, 5).map((issue) => ({
    field: (issue.path ?? [])
      .map((part) => String(typeof part === 'object' ? part.key : part))
      .join('.')
      .slice(0, 200),
    problem: issue.message.slice(0, 300),
  }))
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}
