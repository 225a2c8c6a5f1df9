/** The files of a drop, folders opened. What is hidden or made by an office program while a file is open is passed over. */

export async function filesOf(transfer: DataTransfer): Promise<readonly File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => !!entry)
  if (entries.length === 0) return [...transfer.files].filter(isWanted)
  const found = await Promise.all(entries.map(walk))
  return found.flat().filter(isWanted)
}

const isWanted = (file: File): boolean => !/^(\.|~\$)/.test(file.name) && file.size > 0

async function walk(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const files: File[] = []
  // The reader gives a folder in parts, and an empty one when there are no more.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return files
    files.push(...(await Promise.all(part.map(walk))).flat())
  }
}
