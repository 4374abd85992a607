/** Memoizes a component: renders it again only if its props have changed. */
import { Component, type ComponentChildren, type FunctionComponent, h } from "preact";

/** `same` compares the props of two renders. A signal that the component reads still renders it again. */
export function memo<P extends object>(inner: FunctionComponent<P>, same: (a: P, b: P) => boolean) {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return !same(this.props as P, next);
    }
    override render(): ComponentChildren {
      return h(inner, this.props as P);
    }
  };
}
