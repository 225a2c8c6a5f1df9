/** Why the system refused to write, in words of people; a code that has none is shown as the system says it. */
import type { Language } from './index.ts'

const REASONS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  ENOSPC: { zh: '磁盘已满。请腾出空间，或换一个位置', en: 'the disk is full; make room, or write elsewhere' },
  EDQUOT: {
    zh: '已到磁盘限额。请腾出空间，或换一个位置',
    en: 'the disk quota is used up; make room, or write elsewhere',
  },
  EACCES: { zh: '没有写入权限。请换一个位置', en: 'writing there is not permitted; write elsewhere' },
  EPERM: { zh: '没有写入权限。请换一个位置', en: 'writing there is not permitted; write elsewhere' },
  EROFS: { zh: '这个位置只能读。请换一个位置', en: 'that place can only be read; write elsewhere' },
  EBUSY: { zh: '文件正被别的程序使用。请关闭后重试', en: 'another program uses the file; close it and try again' },
  ENOTDIR: { zh: '路径中有一段是文件，不是文件夹。请换一个位置', en: 'part of the path is a file, not a folder' },
  EEXIST: { zh: '那里已有同名的文件。请换一个位置', en: 'a file of that name is there; write elsewhere' },
  EISDIR: { zh: '那里有同名的文件夹。请换一个名字', en: 'a folder of that name is there; choose another name' },
  ENAMETOOLONG: { zh: '名字太长。请换一个短些的', en: 'the name is too long; choose a shorter one' },
  EIO: { zh: '磁盘出错。请检查磁盘，或换一个位置', en: 'the disk failed; look at the disk, or write elsewhere' },
}

/** The error of the system, or one that carries it as its cause. */
export function systemReason(error: unknown, language: Language): string {
  const code = systemCode(error)
  return REASONS[code ?? '']?.[language] ?? (error instanceof Error ? error.message : String(error))
}

export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string' && 'syscall' in error) return error.code
  return systemCode(error.cause)
}

/** Whether it says that something could not be written, rather than that the program is wrong. */
export const isRefusal = (error: unknown): boolean => Object.hasOwn(REASONS, systemCode(error) ?? '')
