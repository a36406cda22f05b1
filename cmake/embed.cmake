# Writes style and script of the page into a C file. CMake reads a file as hexadecimal digits and
# knows SHA-256, so that nothing else is needed.
#
# usage: cmake -DOUT=FILE -DFROM=FOLDER -P embed.cmake
function(add_bytes name hex)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "((0x..,){16})" "\\1\n    " bytes "${bytes}")
    string(LENGTH "${hex}" digits)
    math(EXPR size "${digits} / 2")
    file(APPEND ${OUT}.new "const unsigned char ${name}[] = {\n    ${bytes}0};\n"
        "const size_t ${name}_size = ${size};\n")
endfunction()

file(WRITE ${OUT}.new "// Made by cmake/embed.cmake.\n#include \"report/page_assets.h\"\n")
file(READ ${FROM}/chart.css chart HEX)
file(READ ${FROM}/page.css page HEX)
file(READ ${FROM}/page.js script HEX)
file(READ ${FROM}/chart.css chart_text)
file(READ ${FROM}/page.css page_text)
# With semicolons a text would be a list when it is not quoted.
string(SHA256 css_hash "${chart_text}${page_text}")
file(SHA256 ${FROM}/page.js js_hash)
add_bytes(gm_page_chart_css "${chart}")
add_bytes(gm_page_css "${chart}${page}")
add_bytes(gm_page_js "${script}")
file(APPEND ${OUT}.new "const char gm_page_css_hash[] = \"${css_hash}\";\n"
    "const char gm_page_js_hash[] = \"${js_hash}\";\n")
file(RENAME ${OUT}.new ${OUT})
