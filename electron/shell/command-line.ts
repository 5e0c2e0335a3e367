export interface ShellOptions {
  readonly bench: boolean
  readonly dataDirectory: string | undefined
  readonly selfCheck: boolean
}

/** Reads the few options that the application knows; whatever else stands on the command line is not passed on. */
export function readShellOptions(commandLine: readonly string[]): ShellOptions {
  const dataDirectory = commandLine.find((part) => part.startsWith('--data-dir='))?.slice('--data-dir='.length)
  return {
    bench: commandLine.includes('--virtual'),
    dataDirectory: dataDirectory || undefined,
    selfCheck: commandLine.includes('--self-check'),
  }
}

/** The same for the host's entry. */
export function hostArguments(options: ShellOptions, userData: string): string[] {
  return ['--data-dir', options.dataDirectory ?? userData, ...(options.bench ? ['--virtual'] : [])]
}
