/**
 * The published texts of the examples, and which of their tables stands for which form: numbers of the tables in the
 * order of the text. A table that goes on over the page is several; a form that stands once for each project is told
 * with #1, #2. Forms that are not named have no table in the text.
 */
export interface Source {
  readonly text: string
  readonly title: string
  readonly tables: Readonly<Record<string, readonly number[]>>
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

export const SOURCES: Readonly<Record<string, Source>> = {
  'jiaxing-2023': {
    text: '000',
    title: '嘉兴市政务服务和数据资源管理办公室2023年单位预算',
    tables: {
      balance: [0],
      income: [1],
      expenditure: [2],
      fiscal: [3],
      general: [4],
      basic: [5, 6],
      'three-public': [7],
      fund: [8],
      capital: [9],
      projects: [10],
      indicators: [11],
      'livelihood-blank': range(12, 19),
    },
  },
  'shaoxing-2024': {
    text: '001',
    title: '绍兴市政务服务办公室2024年部门预算',
    tables: {
      balance: [0],
      income: [1],
      expenditure: [2],
      fiscal: [3],
      general: [4],
      basic: [5],
      'three-public': [6],
      fund: [7],
      capital: [8],
      projects: [9],
      programs: [10],
      indicators: [11, 12],
    },
  },
  'shaoxing-data-2021': {
    text: '004',
    title: '绍兴市大数据发展管理局2021年单位预算',
    tables: {
      balance: [0],
      expenditure: [1],
      fiscal: [2],
      general: [3],
      basic: [4],
      'three-public': [5],
      fund: [6],
      indicators: range(7, 10),
    },
  },
  'zengdu-2024': {
    text: '002',
    title: '曾都区政务服务和大数据管理局2024年部门预算',
    tables: {
      balance: [0],
      income: [1],
      expenditure: [2],
      fiscal: [3],
      general: [4],
      basic: [5],
      'three-public': [6],
      fund: [7],
      projects: [8],
      procurement: [9],
      'whole-goal': [10, 11],
      'project-goal#1': [12],
      'project-goal#2': [13, 14],
      'project-goal#3': [15],
      'project-goal#4': [16, 17],
      'project-goal#5': [18],
      'project-goal#6': [19, 20],
      'project-goal#7': [21],
    },
  },
  'fengquan-2023': {
    text: '003',
    title: '新乡市凤泉区政务服务和大数据管理局2023年部门预算',
    tables: {
      balance: [0],
      fiscal: [1, 2],
      general: [3],
      'three-public': [4],
      fund: [5],
      projects: [6],
      'whole-goal': range(7, 10),
      'project-goals': range(11, 13),
    },
  },
}
