/** Shows a file with the program that this machine has for it. Where it has none, nothing happens: the path is printed. */
import { spawn } from 'node:child_process'

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  linux: ['xdg-open'],
  // The empty text is the title of the window, which `start` takes from the first quoted word.
  win32: ['cmd', '/c', 'start', '""'],
}

export function openFile(path: string): void {
  const opener = OPENERS[process.platform]
  if (!opener) return
  const [command, ...args] = opener
  const child = spawn(command, [...args, path], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
