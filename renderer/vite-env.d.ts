/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** `vite dev` only: answer from the in-memory fixture instead of a host. */
  readonly VITE_FIXTURE?: string
}
