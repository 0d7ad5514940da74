export function launch(options: { packageRoot: string; args: string[] }): Promise<void>
export function runsTypeScript(version: string): boolean
export function findNode(
  packageRoot: string,
  host: { version: string; executable: string },
): string | undefined
export function memoryOptions(env: Readonly<Record<string, string | undefined>>): string[]
