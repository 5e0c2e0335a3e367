import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { Readable } from 'node:stream'
import { text } from '../texts/russian-texts.ts'
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts'
import { failureOf, failureText, type Output } from './output.ts'

export interface CommandLineEnvironment {
  readonly output: Output
  readonly input: Readable
  /** Aborts when the person interrupts. */
  readonly signal: AbortSignal
}

/** Runs one command and answers its exit code. Commands are loaded when they are called: decoding needs no device. */
export async function runCommandLine(
  parameters: readonly string[],
  environment: CommandLineEnvironment,
): Promise<ExitCode> {
  const { output, signal } = environment
  let exitCode: ExitCode = exitCodes.fine
  const perform = async (work: () => Promise<ExitCode>) => {
    exitCode = await work()
  }
  const program = describeProgram(environment, perform)
  try {
    await program.parseAsync([...parameters], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage
    if (signal.aborted) return exitCodes.interrupted
    const failure = failureOf(error)
    output.note(failureText(failure))
    if (failure.code === 'host.internal' && error instanceof Error) output.note(error.stack ?? error.message)
    return exitCodeOf(failure)
  }
}

type Perform = (work: () => Promise<ExitCode>) => Promise<void>

function describeProgram({ output, input, signal }: CommandLineEnvironment, perform: Perform): Command {
  const program = new Command('stykovka')
    .description(help('program'))
    .exitOverride()
    .configureOutput({
      writeOut: (content) => output.line(content.trimEnd()),
      writeErr: (content) => output.note(content.trimEnd()),
    })
    .addHelpText('after', `\n${help('exitCodes')}`)

  common(program.command('devices').description(help('devices'))).action((options) =>
    perform(async () => (await import('./devices-command.ts')).devicesCommand(options, output)),
  )

  common(program.command('check').description(help('check')).argument('<id|role>'))
    .option('--consent <operation>', help('consent'))
    .addOption(new Option('--answer <answer>', help('answer')).choices(['yes', 'no']))
    .action((what: string, options) =>
      perform(async () => (await import('./check-command.ts')).checkCommand(what, options, output, signal)),
    )

  const log = program.command('log').description(help('log'))
  common(log.command('read').description(help('logRead'))).action((options) =>
    perform(async () => (await import('./log-commands.ts')).logReadCommand(options, output, signal)),
  )
  filters(common(log.command('list').description(help('logList'))))
    .option('--limit <number>', help('limit'), wholeNumber(1, 1_000))
    .option('--offset <number>', help('offset'), wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .action((options) => perform(async () => (await import('./log-commands.ts')).logListCommand(options, output)))
  common(log.command('verify').description(help('logVerify')))
    .option('--storage <number>', help('storage'))
    .action((options) => perform(async () => (await import('./log-commands.ts')).logVerifyCommand(options, output)))
  common(log.command('receipt').description(help('logReceipt')).argument('<qr>')).action((qr: string, options) =>
    perform(async () => (await import('./receipt-command.ts')).logReceiptCommand(qr, options, output)),
  )
  filters(common(log.command('export').description(help('logExport'))))
    .addOption(
      new Option('--format <format>', help('format')).choices(['csv', 'json', 'xlsx', 'fnc', 'pdf']).default('csv'),
    )
    .option('--number <number>', help('number'), wholeNumber(1, 0xffff_ffff))
    .option('--output <file>', help('output'))
    .action((options) =>
      perform(async () =>
        (await import('./log-commands.ts')).logExportCommand(
          options.json ? { ...options, format: 'json' } : options,
          output,
        ),
      ),
    )

  common(log.command('import').description(help('logImport')).argument('<file>')).action((file: string, options) =>
    perform(async () => (await import('./log-commands.ts')).logImportCommand(file, options, output, signal)),
  )

  program
    .command('decode')
    .description(help('decode'))
    .argument('[family]')
    .option('--direction <direction>', help('direction'))
    .option('--command <name>', help('command'))
    .option('--text', help('text'))
    .option('--batch', help('batch'))
    .option('--json', help('json'))
    .action((family: string | undefined, options, command: Command) =>
      perform(async () => {
        const { decodeBatch, decodeCommand } = await import('./decode-command.ts')
        if (options.batch) return decodeBatch(input, output)
        if (family !== undefined) return decodeCommand(family, options, input, output)
        const { listFormats } = await import('../../../native/decode/formats.ts')
        output.note(
          text('commandLine.families', {
            families: listFormats()
              .map(({ name }) => name)
              .join(', '),
          }),
        )
        return command.error('error: missing argument: family', { exitCode: exitCodes.usage })
      }),
    )

  common(program.command('self-check').description(help('selfCheck'))).action((options) =>
    perform(async () => (await import('./self-check-command.ts')).selfCheckCommand(options, output)),
  )
  return program
}

function common(command: Command): Command {
  return command
    .option('--json', help('json'))
    .option('--virtual', help('virtual'))
    .option('--data-dir <folder>', help('dataDir'))
}

function filters(command: Command): Command {
  return command
    .option('--storage <number>', help('storage'))
    .option('--text <text>', help('find'))
    .option('--from <date>', help('from'))
    .option('--to <date>', help('to'))
    .option('--kind <kind...>', help('kind'))
    .option('--unsent', help('unsent'))
    .option('--cashier <name...>', help('cashier'))
    .option('--payment <payment...>', help('payment'))
    .option('--sum-from <kopecks>', help('sumFrom'), wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--sum-to <kopecks>', help('sumTo'), wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--shift-from <number>', help('shiftFrom'), wholeNumber(0, 0xffff_ffff))
    .option('--shift-to <number>', help('shiftTo'), wholeNumber(0, 0xffff_ffff))
    .option('--finding <rule>', help('finding'))
}

function wholeNumber(minimum: number, maximum: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < minimum || number > maximum)
      throw new InvalidArgumentError(`${minimum}…${maximum}`)
    return number
  }
}

function help(name: string): string {
  return text(`commandLine.help.${name}`)
}
