// Windows over images, whose channels lie side by side.

#include "../window_places.h"

INLINE vf load_lanes(const float *x, size_t count) {
  return count == LANES ? load(x) : load_part(x, count, 0);
}

INLINE void store_lanes(float *x, size_t count, vf v) {
  if (count == LANES) store(x, v); else store_part(x, count, v);
}

INLINE size_t lanes_left(size_t channels, size_t channel) {
  return channels - channel < LANES ? channels - channel : LANES;
}

static void add_to(float *result, const float *x, size_t count) {
  for (size_t i = 0; i < count; i += LANES) {
    size_t lanes = lanes_left(count, i);
    store_lanes(result + i, lanes, load_lanes(result + i, lanes) + load_lanes(x + i, lanes));
  }
}

static void patch_sum(const nn_window *w, const float *y, float *result) {
  size_t channels = w->channels, line = w->size[1] * channels;
  memset(result, 0, w->image[0] * w->image[1] * channels * sizeof(float));
  for (size_t py = 0; py < w->places[0]; py++) {
    for (size_t px = 0; px < w->places[1]; px++) {
      seen at = columns_seen(w, px);
      for (size_t ky = 0; ky < w->size[0]; ky++, y += line) {
        size_t row;
        if (!row_seen(w, py, ky, &row)) continue;
        float *to = result + row * w->image[1] * channels;
        // Without gaps the pixels that the window sees in a row lie side by side.
        size_t step = w->dilation[1] == 1 && at.last > at.first ? at.last - at.first : 1;
        for (size_t k = at.first; k < at.last; k += step) {
          ptrdiff_t column = at.column + (ptrdiff_t)(k * w->dilation[1]);
          add_to(to + column * (ptrdiff_t)channels, y + k * channels, step * channels);
        }
      }
    }
  }
}

// Where the pixels begin that a window sees, some at a time.
typedef struct pixel_list {
  size_t places[256];
  size_t count;
} pixel_list;

enum { most_pixels = sizeof((pixel_list){}.places) / sizeof(size_t) };

// How many pixels the window sees in all.
static size_t count_pixels(const nn_window *w, size_t py, seen at) {
  size_t rows = 0, row;
  for (size_t ky = 0; ky < w->size[0]; ky++) rows += row_seen(w, py, ky, &row);
  return rows * (at.last - at.first);
}

// The pixels from number `from` on, as many as the list has room for.
static void list_pixels(const nn_window *w, size_t py, seen at, size_t from, pixel_list *list) {
  size_t number = 0, row;
  list->count = 0;
  for (size_t ky = 0; ky < w->size[0]; ky++) {
    if (!row_seen(w, py, ky, &row)) continue;
    for (size_t k = at.first; k < at.last; k++, number++) {
      if (number < from) continue;
      if (list->count == most_pixels) return;
      size_t column = (size_t)(at.column + (ptrdiff_t)(k * w->dilation[1]));
      list->places[list->count++] = (row * w->image[1] + column) * w->channels;
    }
  }
}

static void pool(const nn_window *w, bool is_maximum, const float *x, float *result) {
  size_t channels = w->channels;
  pixel_list list;
  for (size_t py = 0; py < w->places[0]; py++) {
    for (size_t px = 0; px < w->places[1]; px++, result += channels) {
      seen at = columns_seen(w, px);
      size_t count = count_pixels(w, py, at);
      float share = is_maximum || count == 0 ? 1 : 1 / (float)count;
      for (size_t from = 0; from == 0 || from < count; from += most_pixels) {
        list_pixels(w, py, at, from, &list);
        for (size_t c = 0; c < channels; c += LANES) {
          size_t lanes = lanes_left(channels, c);
          vf found = from > 0 ? load_lanes(result + c, lanes) : all(is_maximum ? -INFINITY : 0);
          for (size_t n = 0; n < list.count; n++) {
            vf pixel = load_lanes(x + list.places[n] + c, lanes);
            found = is_maximum ? larger(found, pixel) : found + pixel;
          }
          if (from + most_pixels >= count) found *= all(share);
          store_lanes(result + c, lanes, found);
        }
      }
    }
  }
}

// Hands the gradient of each channel at one place to the first of the largest pixels.
static void give_to_largest(
  const pixel_list *list, size_t channels, const float *x, const float *dy, float *result
) {
  enum { few = 16 };
  for (size_t c = 0; c < channels; c += LANES) {
    size_t lanes = lanes_left(channels, c);
    vf best = load_lanes(x + list->places[0] + c, lanes), gradient = load_lanes(dy + c, lanes);
    vi place = (vi){0};
    for (size_t n = 1; n < list->count; n++) {
      vf pixel = load_lanes(x + list->places[n] + c, lanes);
      // A number that is none stays the largest.
      vi is_larger = (pixel > best) | ((pixel != pixel) & (best == best));
      best = choose(is_larger, pixel, best);
      place = (is_larger & (int32_t)n) | (~is_larger & place);
    }
    if (list->count <= few) {
      for (size_t n = 0; n < list->count; n++) {
        float *to = result + list->places[n] + c;
        vf own = choose(place == (int32_t)n, gradient, all(0));
        store_lanes(to, lanes, load_lanes(to, lanes) + own);
      }
    } else {
      for (size_t i = 0; i < lanes; i++) result[list->places[place[i]] + c + i] += gradient[i];
    }
  }
}

// The same for a window that sees more pixels than a list has room for.
static void give_to_largest_of_many(
  const nn_window *w, size_t py, seen at, size_t count, const float *x, const float *dy,
  float *result
) {
  pixel_list list;
  for (size_t c = 0; c < w->channels; c++) {
    size_t best = 0;
    for (size_t from = 0; from < count; from += most_pixels) {
      list_pixels(w, py, at, from, &list);
      if (from == 0) best = list.places[0] + c;
      for (size_t n = 0; n < list.count; n++) {
        size_t place = list.places[n] + c;
        if (x[place] > x[best] || (x[place] != x[place] && x[best] == x[best])) best = place;
      }
    }
    result[best] += dy[c];
  }
}

// Hands equal shares of it to all pixels.
static void give_to_all(
  const nn_window *w, size_t py, seen at, size_t count, const float *dy, float *result
) {
  pixel_list list;
  for (size_t from = 0; from < count; from += most_pixels) {
    list_pixels(w, py, at, from, &list);
    for (size_t c = 0; c < w->channels; c += LANES) {
      size_t lanes = lanes_left(w->channels, c);
      vf share = load_lanes(dy + c, lanes) / all((float)count);
      for (size_t n = 0; n < list.count; n++) {
        float *to = result + list.places[n] + c;
        store_lanes(to, lanes, load_lanes(to, lanes) + share);
      }
    }
  }
}

static void pool_gradient(
  const nn_window *w, bool is_maximum, const float *x, const float *dy, float *result
) {
  pixel_list list;
  memset(result, 0, w->image[0] * w->image[1] * w->channels * sizeof(float));
  for (size_t py = 0; py < w->places[0]; py++) {
    for (size_t px = 0; px < w->places[1]; px++, dy += w->channels) {
      seen at = columns_seen(w, px);
      size_t count = count_pixels(w, py, at);
      if (count == 0) continue;
      if (!is_maximum) {
        give_to_all(w, py, at, count, dy, result);
      } else if (count > most_pixels) {
        give_to_largest_of_many(w, py, at, count, x, dy, result);
      } else {
        list_pixels(w, py, at, 0, &list);
        give_to_largest(&list, w->channels, x, dy, result);
      }
    }
  }
}
