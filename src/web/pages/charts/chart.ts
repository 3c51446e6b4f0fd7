/** What a series means, where colour helps to see it. Patterns, line styles and labels say the same without colour. */
export type ChartTone = 'accent' | 'warm' | 'good' | 'bad' | 'quiet';

export interface ChartSeries {
  readonly name: string;
  /** One value a label; null where there is nothing to show. */
  readonly values: readonly (number | null)[];
  /** The next colour of the palette where it is not given. */
  readonly tone?: ChartTone;
}

/** A chart, all of its texts in the reader's language. */
export interface Chart {
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Direction of the reader's language: the first label and the first series stand where reading starts. */
  readonly direction: 'ltr' | 'rtl';
  readonly width: number;
  readonly height: number;
  /** Bars only: series stand on each other instead of beside each other. */
  readonly stacked?: boolean;
  /** How numbers are written; as plain digits unless told otherwise. */
  readonly writeNumber?: (value: number) => string;
}
