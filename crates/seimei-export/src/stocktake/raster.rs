//! Pictures (PNG) of drawings (SVG), for programs that show no SVG.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

/// How many pixels of the picture a pixel of the drawing takes, each way: sharp in print on A4.
const SCALE: f32 = 2.0;

/// The widest and highest picture, in pixels.
const MOST: f32 = 8000.0;

/// Where files of fonts with Japanese characters are found on usual systems. Nothing here opens them: who can, does.
pub const USUAL_FONTS: &[&str] = &[
    "/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc",
    "/System/Library/Fonts/ヒラギノ角ゴシック W6.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "C:\\Windows\\Fonts\\YuGothB.ttc",
    "C:\\Windows\\Fonts\\YuGothM.ttc",
    "C:\\Windows\\Fonts\\meiryo.ttc",
    "C:\\Windows\\Fonts\\msgothic.ttc",
];

/// Draws with given fonts.
#[derive(Clone, Debug)]
pub struct Raster {
    fonts: Arc<usvg::fontdb::Database>,
}

impl Raster {
    /// Takes the bytes of files of fonts (TTF, OTF, TTC). Those that are none are passed over.
    pub fn new(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut fonts = usvg::fontdb::Database::new();
        for file in files {
            fonts.load_font_data(file);
        }
        // The drawings ask for a family without serifs in the end: take a Japanese one.
        let names =
            |face: &usvg::fontdb::FaceInfo| face.families.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let all: Vec<String> = fonts.faces().flat_map(names).collect();
        let is_japanese = |name: &&String| name.ends_with(" JP") && !name.contains("Mono");
        if let Some(family) = all.iter().find(is_japanese).or(all.first()) {
            fonts.set_sans_serif_family(family.clone());
        }
        Self { fonts: Arc::new(fonts) }
    }

    /// Returns whether there is no font: then no picture is drawn, since it would lack its words.
    pub fn is_empty(&self) -> bool {
        self.fonts.is_empty()
    }

    /// Returns the picture of a drawing as PNG; `None` where there is no font, or it is no SVG.
    pub fn png(&self, svg: &str) -> Option<Vec<u8>> {
        if self.is_empty() {
            return None;
        }
        let options = usvg::Options { fontdb: Arc::clone(&self.fonts), ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(svg, &options).ok()?;
        let size = tree.size();
        let scale = SCALE.min(MOST / size.width()).min(MOST / size.height());
        let pixels = size.to_int_size().scale_by(scale)?;
        let mut picture = tiny_skia::Pixmap::new(pixels.width(), pixels.height())?;
        let transform = tiny_skia::Transform::from_scale(scale, scale);
        resvg::render(&tree, transform, &mut picture.as_mut());
        picture.encode_png().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_fonts_there_is_no_picture() {
        let raster = Raster::new([b"no font".to_vec()]);
        assert!(raster.is_empty());
        assert_eq!(raster.png("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"), None);
    }
}
