import { DeviceFailure, isFailure } from '../../foundation/device-failure.ts'
import type { Effect, Outcome } from '../../foundation/operation.ts'
import type { CheckEnvironment, CheckVerdict, DeviceCheck, Evidence, Interaction } from '../check.ts'
import type { TerminalResult } from './payment-terminal.ts'

type Environment = CheckEnvironment<'payment-terminal'>

/** The smallest sum that every bank takes: one rouble, in kopecks. */
export const trialSum = 100

export const paymentTerminalChecks: readonly DeviceCheck<'payment-terminal'>[] = [
  check('check', 'read', 'none', true, 'check', undefined, terminalCheck),
  check('totals', 'read', 'none', false, 'totals', undefined, totals),
  check('pay', 'money', 'insert-card', false, 'pay', 'terminal.pay', pay),
  check('cancel', 'money', 'insert-card', false, 'cancel', 'terminal.cancel', cancel),
  check('reprint', 'read', 'none', false, 'reprint', undefined, reprint),
  check('roll-back', 'money', 'none', false, 'roll-back', 'terminal.roll-back', rollBack),
  check('reconcile', 'money', 'none', false, 'reconcile', 'terminal.reconcile', reconcile),
]

function check(
  name: string,
  effect: Effect,
  interaction: Interaction,
  required: boolean,
  needs: string,
  operation: string | undefined,
  run: (environment: Environment) => Promise<CheckVerdict>,
): DeviceCheck<'payment-terminal'> {
  return {
    id: `payment-terminal.${name}`,
    role: 'payment-terminal',
    effect,
    interaction,
    required,
    needs,
    operation,
    async run(environment) {
      environment.report({ interaction, evidence: [] })
      try {
        return await run(environment)
      } catch (error) {
        if (!isFailure(error) || error.code === 'operation.cancelled') throw error
        return { verdict: 'failed', failure: error, evidence: [] }
      }
    },
  }
}

async function terminalCheck({ driver, signal }: Environment): Promise<CheckVerdict> {
  const result = await driver.check({ signal })
  return { verdict: 'passed', evidence: evidenceOf(result) }
}

async function totals({ driver, signal }: Environment): Promise<CheckVerdict> {
  const result = await driver.totals({ signal })
  return { verdict: 'passed', evidence: evidenceOf(result) }
}

async function pay({ driver, signal, authorisation }: Environment): Promise<CheckVerdict> {
  return verdictOf(await driver.pay(trialSum, { signal, authorisation }), true)
}

/** Gives the rouble of the trial payment back. */
async function cancel({ driver, signal, authorisation }: Environment): Promise<CheckVerdict> {
  return verdictOf(await driver.cancel(trialSum, undefined, { signal, authorisation }), true)
}

/** Tells what the terminal's last operation was: the way out of a doubt. */
async function reprint({ driver, signal }: Environment): Promise<CheckVerdict> {
  const result = await driver.reprint({ signal })
  return { verdict: 'passed', evidence: evidenceOf(result) }
}

/** Undoes the trial payment where nobody knows whether it went through. */
async function rollBack({ driver, signal, authorisation }: Environment): Promise<CheckVerdict> {
  return verdictOf(await driver.rollBack(trialSum, undefined, { signal, authorisation }), false)
}

async function reconcile({ driver, signal, authorisation }: Environment): Promise<CheckVerdict> {
  return verdictOf(await driver.reconcile({ signal, authorisation }), false)
}

function verdictOf(outcome: Outcome<TerminalResult>, slipExpected: boolean): CheckVerdict {
  switch (outcome.state) {
    case 'done': {
      const evidence = evidenceOf(outcome.value)
      if (slipExpected && outcome.value.slips.length === 0)
        return { verdict: 'attention', reason: 'terminal-no-slip', evidence }
      return { verdict: 'passed', evidence }
    }
    case 'not-done':
      return { verdict: 'failed', failure: outcome.failure, evidence: codeOf(outcome.failure) }
    case 'in-doubt':
      return { verdict: 'in-doubt', failure: outcome.failure, next: outcome.next, evidence: codeOf(outcome.failure) }
  }
}

function evidenceOf(result: TerminalResult): Evidence[] {
  const named = {
    resultCode: result.code,
    terminalNumber: result.terminalNumber,
    merchantNumber: result.merchantNumber,
    maskedCard: result.maskedCard,
    authorisationCode: result.authorisationCode,
    retrievalReference: result.retrievalReference,
  }
  const evidence: Evidence[] = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  )
  if (result.slips.length) evidence.push({ name: 'slips', value: result.slips.length })
  return evidence
}

function codeOf({ data }: DeviceFailure): Evidence[] {
  const code = data['deviceCode']
  return typeof code === 'string' ? [{ name: 'resultCode', value: code }] : []
}
