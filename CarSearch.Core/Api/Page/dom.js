// Creates elements. Text is always inserted as text, never as markup.

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Finds an element of the page by its id. */
export const byId = id => document.getElementById(id);

/** Creates an element. Names of properties are those of attributes; `on` has event listeners; strings among the children become text. */
export const element = (name, attributes = {}, ...children) => build(document.createElement(name), attributes, children);

/** Creates an element of SVG. */
export const shape = (name, attributes = {}, ...children) => build(document.createElementNS(svgNamespace, name), attributes, children);

function build(node, { on = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value);
    }
  }
  for (const [name, listener] of Object.entries(on)) {
    node.addEventListener(name, listener);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return node;
}

/** Replaces the children of a node. The element in focus is focused again if one with the same `data-key` takes its place. */
export function replaceChildren(node, ...children) {
  const key = node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  node.replaceChildren(...children.flat(2));
  if (key !== undefined) {
    [...node.querySelectorAll('[data-key]')].find(child => child.dataset.key === key)?.focus();
  }
}

/** Sets the text of a node, unless it has this text already: a live region would announce it again. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/**
 * Updates a region, but never while a person points at it or moves through it with the keyboard. The update then waits until they leave,
 * or, with `onPending`, until `flush` is called: `onPending` is called with the update that waits, and with undefined when none does.
 */
export function holdWhileInUse(region, apply, onPending) {
  let pending;
  let pointerInside = false;
  const inUse = () => pointerInside || region.querySelector(':focus-visible') !== null;
  const set = value => {
    pending = value;
    onPending?.(value);
  };
  const flush = () => {
    if (pending !== undefined) {
      const value = pending;
      set(undefined);
      apply(value);
    }
  };
  const leave = () => {
    pointerInside = false;
    if (!onPending) {
      flush();
    }
  };
  region.addEventListener('pointerenter', () => { pointerInside = true; });
  region.addEventListener('pointerleave', leave);
  region.addEventListener('pointercancel', leave);
  region.addEventListener('focusout', event => {
    if (!region.contains(event.relatedTarget) && !pointerInside) {
      leave();
    }
  });
  return {
    flush,
    update(value, isRequested) {
      if (inUse() && !isRequested) {
        set(value);
      } else {
        set(undefined);
        apply(value);
      }
    },
  };
}
