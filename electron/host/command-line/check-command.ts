import { createInterface } from 'node:readline/promises'
import { roles, type Role } from '../../../native/drivers/role.ts'
import type { Check, CheckResult } from '../../contract/checks.ts'
import { describeEvidence } from '../texts/describe-evidence.ts'
import { text } from '../texts/russian-texts.ts'
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts'
import { failureText, type Output } from './output.ts'
import { openSession, reachDevice, type CommonOptions, type HostSession } from './session.ts'
import { startVirtualPerson } from './virtual-person.ts'

export interface CheckOptions extends CommonOptions {
  /** Operation that the person agrees to, by name. */
  readonly consent?: string
  readonly answer?: 'yes' | 'no'
}

/** Runs one check, or all checks of a role that a person is not needed for. */
export async function checkCommand(
  what: string,
  options: CheckOptions,
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  const session = await openSession(options, false)
  try {
    const all = await session.client.checks.list({})
    const role = roles.find((candidate) => candidate === what) ?? all.find((check) => check.id === what)?.role
    if (!role) {
      output.note(
        text('commandLine.noSuchCheck', { what, known: [...roles, ...all.map((check) => check.id)].join(', ') }),
      )
      return exitCodes.usage
    }
    const wanted = all.filter((check) =>
      what === role ? check.role === role && runsAlone(check, options) : check.id === what,
    )
    const refused = wanted.find((check) => check.effect !== 'read' && options.consent !== operationOf(check))
    if (refused) {
      output.note(text('commandLine.consentNeeded', { operation: operationOf(refused) }))
      return exitCodes.usage
    }
    await reachDevice(session, role)
    const results = await runAll(session, role, wanted, options, output, signal)
    if (options.json) output.json({ virtual: options.virtual ?? false, role, results })
    if (signal.aborted) return exitCodes.interrupted
    return worst(results)
  } finally {
    await session.close()
  }
}

async function runAll(
  session: HostSession,
  role: Role,
  wanted: readonly Check[],
  options: CheckOptions,
  output: Output,
  signal: AbortSignal,
): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const available = new Set(
    (await session.client.checks.list({ role })).filter((check) => !check.unavailable).map((check) => check.id),
  )
  for (const check of wanted) {
    if (signal.aborted) break
    const title = text(`checks.${check.id}.title`, {}, check.id)
    if (!available.has(check.id)) {
      output.note(`${title}: ${check.missingBecause?.ru ?? text('errors.operation.not-supported.what')}`)
      if (wanted.length > 1) continue
    }
    if (!options.json) output.note(`${title}: ${text(`checks.${check.id}.instruction`, {}, '')}`)
    const result = await runOne(session, check, options, output, signal)
    results.push(result)
    if (!options.json) for (const line of describe(title, result)) output.line(line)
  }
  return results
}

async function runOne(
  { host, client }: HostSession,
  check: Check,
  options: CheckOptions,
  output: Output,
  signal: AbortSignal,
): Promise<CheckResult> {
  const consent = check.needsConsent
    ? await client.consents.request({ operation: operationOf(check), subject: { checkId: check.id } })
    : undefined
  const { runId } = await client.checks.run({ checkId: check.id, consentId: consent?.consentId })
  const cancel = () => void client.checks.cancel({ runId }).catch(() => {})
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  const person = options.virtual ? startVirtualPerson(client) : undefined
  try {
    for await (const run of await client.checks.watch({ runId })) {
      person?.see(run)
      if (run.state === 'ask-person') await answer(client, runId, run.question ?? '', options, output, signal)
    }
    return await host.services.checks.finished(runId)
  } finally {
    person?.leave()
    signal.removeEventListener('abort', cancel)
  }
}

/** Without an answer on the command line and without a terminal nobody can be asked; the result then says so. */
async function answer(
  client: HostSession['client'],
  runId: string,
  question: string,
  options: CheckOptions,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  let given = options.answer
  if (!given && process.stdin.isTTY) {
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    const typed = await terminal
      .question(`${text(`questions.${question}`, {}, question)} [да/нет] `, { signal })
      .catch(() => '')
    terminal.close()
    given = /^(?:д|да|y|yes)$/iu.test(typed.trim()) ? 'yes' : /^(?:н|нет|n|no)$/iu.test(typed.trim()) ? 'no' : undefined
  }
  if (given) await client.checks.answer({ runId, answer: given })
  else {
    output.note(text('commandLine.answerNeeded', { question: text(`questions.${question}`, {}, question) }))
    await client.checks.cancel({ runId })
  }
}

/** Of a whole role: the required checks that only read (those that wait for hands only where there are hands), and what was consented to. */
function runsAlone(check: Check, options: CheckOptions): boolean {
  if (check.effect !== 'read') return options.consent === operationOf(check)
  if (!check.required) return false
  return check.interaction === 'none' || Boolean(options.virtual) || process.stdin.isTTY
}

function operationOf(check: Check): string {
  return check.operation ?? check.id
}

function describe(title: string, result: CheckResult): string[] {
  const reason = result.failure
    ? failureText(result.failure)
    : result.reason
      ? text(`checkReasons.${result.reason}`, {}, result.reason)
      : ''
  const evidence = result.evidence.map((seen) => `    ${describeEvidence(seen)}`)
  return [`${title}: ${text(`act.verdicts.${result.verdict}`)}${reason && `. ${reason}`}`, ...evidence]
}

function worst(results: readonly CheckResult[]): ExitCode {
  if (results.some((result) => result.verdict === 'in-doubt' || result.verdict === 'cancelled'))
    return exitCodes.inDoubt
  const failed = results.filter((result) => result.verdict === 'failed')
  const unreachable = failed.find((result) => result.failure && exitCodeOf(result.failure) === exitCodes.unreachable)
  if (unreachable) return exitCodes.unreachable
  return failed.length > 0 ? exitCodes.wrong : exitCodes.fine
}
