import { linkTo, type PageFrame } from '../../layout/frame.js';

/** Sizes of a chart: an image cannot flow anew, so narrow screens get one drawn for them. */
export const CHART_SIZES = {
  wide: { width: 1080, height: 380 },
  narrow: { width: 400, height: 500 },
} as const;

/** The size that a chart's route was asked for by `?size`. */
export function chartSize(size: unknown): (typeof CHART_SIZES)[keyof typeof CHART_SIZES] {
  return size === 'narrow' ? CHART_SIZES.narrow : CHART_SIZES.wide;
}

/**
 * A chart drawn by the route at `path`, which draws as `chartSize` says. The table of its numbers belongs under it.
 * @param alt what the chart shows, in a sentence
 */
export function ChartImage({ frame, path, alt }: { frame: PageFrame; path: string; alt: string }) {
  const { wide, narrow } = CHART_SIZES;
  const source = (size: string): string =>
    linkTo(frame, `${path}${path.includes('?') ? '&' : '?'}size=${size}`);
  return (
    <picture>
      <source
        media="(max-width: 40rem)"
        srcset={source('narrow')}
        width={narrow.width}
        height={narrow.height}
      />
      <img
        class="chart"
        src={source('wide')}
        alt={alt}
        width={wide.width}
        height={wide.height}
        loading="lazy"
      />
    </picture>
  );
}
