import { type VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** A whole HTML document of a view. Views escape what they are given; none of them takes HTML. */
export function page<View>(view: VNode<View>): string {
  return `<!doctype html>${render(view)}`;
}

/** A part of a page, for a script that puts it in its place; empty where there is nothing to show. */
export function fragment<View>(view: VNode<View> | null): string {
  return view === null ? '' : render(view);
}
