/** Only the parts of ECharts that these pictures use; they come when the first picture is drawn. */
import { BarChart, LineChart, SankeyChart, TreemapChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([BarChart, LineChart, SankeyChart, TreemapChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export { init }
