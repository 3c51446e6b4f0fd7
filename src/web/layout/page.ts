import { type VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** A whole HTML document of a view. Views escape what they are given; none of them takes HTML. */
export function page<View>(view: VNode<View>): string {
  return `<!doctype html>${render(view)}`;
}
