/** Variables that change what a child process runs or tells, whoever set them. */
const dangerous = /^(NODE_|ELECTRON_|DEBUG$|LD_PRELOAD$|LD_LIBRARY_PATH$|DYLD_)/u

/** The environment without the variables that could turn the host into another program. */
export function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => value !== undefined && !dangerous.test(name)),
  )
}
