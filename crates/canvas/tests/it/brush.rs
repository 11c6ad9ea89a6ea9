//! Paints egui's triangles on the processor: the same picture on every machine, with no graphics driver.

use egui::epaint::{ClippedPrimitive, ImageData, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Context, FullOutput, Pos2, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;
use std::collections::HashMap;

/// The renderer of the pictures.
#[derive(Default)]
pub struct Brush {
    textures: HashMap<TextureId, ColorImage>,
}

impl TestRenderer for Brush {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, parts) in delta.set.drain() {
            for part in parts {
                let ImageData::Color(image) = part.image;
                match part.pos {
                    None => {
                        self.textures.insert(id, (*image).clone());
                    }
                    Some([left, top]) => {
                        let texture = self.textures.get_mut(&id).expect("a patch has a texture");
                        for y in 0..image.height() {
                            for x in 0..image.width() {
                                texture[(left + x, top + y)] = image[(x, y)];
                            }
                        }
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        let (width, height) = (size.x.round() as usize, size.y.round() as usize);
        let mut sheet = Sheet {
            width,
            height,
            scale,
            pixels: vec![[0.0; 3]; width * height],
        };
        for ClippedPrimitive {
            clip_rect,
            primitive,
        } in ctx.tessellate(output.shapes.clone(), scale)
        {
            let Primitive::Mesh(mesh) = primitive else {
                return Err("a callback cannot be painted here".to_owned());
            };
            let texture = self.textures.get(&mesh.texture_id).ok_or("no texture")?;
            sheet.paint(&mesh, clip_rect, texture);
        }
        Ok(sheet.image())
    }
}

struct Sheet {
    width: usize,
    height: usize,
    scale: f32,
    pixels: Vec<[f32; 3]>,
}

impl Sheet {
    fn paint(&mut self, mesh: &Mesh, clip: Rect, texture: &ColorImage) {
        let clip = Rect::from_min_max(
            (clip.min.to_vec2() * self.scale).round().to_pos2(),
            (clip.max.to_vec2() * self.scale).round().to_pos2(),
        );
        for corners in mesh.indices.chunks_exact(3) {
            let [a, b, c] = [corners[0], corners[1], corners[2]].map(|at| {
                let vertex = mesh.vertices[at as usize];
                Vertex {
                    pos: (vertex.pos.to_vec2() * self.scale).to_pos2(),
                    ..vertex
                }
            });
            self.triangle([a, b, c], clip, texture);
        }
    }

    fn triangle(&mut self, [a, mut b, mut c]: [Vertex; 3], clip: Rect, texture: &ColorImage) {
        let mut area = cross(a.pos, b.pos, c.pos);
        if area == 0.0 {
            return;
        }
        if area < 0.0 {
            (b, c, area) = (c, b, -area);
        }
        let reach = Rect::from_points(&[a.pos, b.pos, c.pos]).intersect(clip);
        let first = |edge: f32| (edge - 0.5).ceil().max(0.0) as usize;
        let rows = first(reach.top())..first(reach.bottom()).min(self.height);
        let columns = first(reach.left())..first(reach.right()).min(self.width);
        let ink = Ink::of([a, b, c], texture);
        let sides = [
            Side::of(b.pos, c.pos),
            Side::of(c.pos, a.pos),
            Side::of(a.pos, b.pos),
        ];
        for y in rows {
            let down = y as f32 + 0.5;
            let mut x = columns.start;
            while x < columns.end {
                let along = x as f32 + 0.5;
                let u = sides[0].inside(along, down);
                let v = sides[1].inside(along, down);
                let w = sides[2].inside(along, down);
                if sides[0].owns(u) && sides[1].owns(v) && sides[2].owns(w) {
                    let color = match ink.plain {
                        Some(color) => color,
                        None => ink.shade([u / area, v / area, w / area], texture),
                    };
                    self.blend(x, y, color);
                }
                x += 1;
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, over: [f32; 4]) {
        let below = &mut self.pixels[y * self.width + x];
        let rest = 1.0 - over[3];
        below[0] = over[0] + below[0] * rest;
        below[1] = over[1] + below[1] * rest;
        below[2] = over[2] + below[2] * rest;
    }

    fn image(&self) -> RgbaImage {
        let byte = |part: f32| (part * 255.0).round().clamp(0.0, 255.0) as u8;
        RgbaImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let [r, g, b] = self.pixels[y as usize * self.width + x as usize].map(byte);
            image::Rgba([r, g, b, 255])
        })
    }
}

fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// An edge of a triangle. What lies on an edge belongs to one of its two triangles alone.
struct Side {
    from: Pos2,
    to: Pos2,
    first: bool,
}

impl Side {
    fn of(from: Pos2, to: Pos2) -> Self {
        let first = from.y > to.y || (from.y == to.y && from.x < to.x);
        Self { from, to, first }
    }

    /// How far inside of the edge a place is.
    fn inside(&self, x: f32, y: f32) -> f32 {
        (self.to.x - self.from.x) * (y - self.from.y)
            - (self.to.y - self.from.y) * (x - self.from.x)
    }

    fn owns(&self, inside: f32) -> bool {
        inside > 0.0 || (inside == 0.0 && self.first)
    }
}

/// The colours of a triangle, each channel from 0 to 1, premultiplied.
struct Ink {
    colors: [[f32; 4]; 3],
    uvs: [Pos2; 3],
    /// It is the same everywhere.
    plain: Option<[f32; 4]>,
}

impl Ink {
    fn of(corners: [Vertex; 3], texture: &ColorImage) -> Self {
        let colors = corners.map(|corner| parts(corner.color));
        let uvs = corners.map(|corner| corner.uv);
        let alike = uvs[0] == uvs[1] && uvs[1] == uvs[2];
        let mut ink = Self {
            colors,
            uvs,
            plain: None,
        };
        if alike && colors[0] == colors[1] && colors[1] == colors[2] {
            ink.plain = Some(ink.shade([1.0, 0.0, 0.0], texture));
        }
        ink
    }

    fn shade(&self, [u, v, w]: [f32; 3], texture: &ColorImage) -> [f32; 4] {
        let [a, b, c] = &self.uvs;
        let texel = sample(
            texture,
            a.x * u + b.x * v + c.x * w,
            a.y * u + b.y * v + c.y * w,
        );
        let [a, b, c] = &self.colors;
        let mut color = [0.0; 4];
        for at in 0..4 {
            color[at] = (a[at] * u + b[at] * v + c[at] * w) * texel[at];
        }
        color
    }
}

/// A texture between its four nearest pixels.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let (x, y) = (
        u * texture.width() as f32 - 0.5,
        v * texture.height() as f32 - 0.5,
    );
    let (left, top) = (x.floor(), y.floor());
    let (along, down) = (x - left, y - top);
    let pixel = |x: f32, y: f32| {
        let x = (x.max(0.0) as usize).min(texture.width() - 1);
        let y = (y.max(0.0) as usize).min(texture.height() - 1);
        parts(texture[(x, y)])
    };
    let four = [
        (pixel(left, top), (1.0 - along) * (1.0 - down)),
        (pixel(left + 1.0, top), along * (1.0 - down)),
        (pixel(left, top + 1.0), (1.0 - along) * down),
        (pixel(left + 1.0, top + 1.0), along * down),
    ];
    let mut color = [0.0; 4];
    for (texel, share) in four {
        for (sum, part) in color.iter_mut().zip(texel) {
            *sum += part * share;
        }
    }
    color
}

fn parts(color: Color32) -> [f32; 4] {
    color.to_array().map(|part| f32::from(part) / 255.0)
}
