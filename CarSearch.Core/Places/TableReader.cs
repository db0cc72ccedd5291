using System.Text;

namespace CarSearch.Places;

/// <summary>Reads a table that the assembly carries: UTF-8, a row a line, cells separated by tabs, the first line a comment.</summary>
internal static class TableReader
{
    /// <summary>A row: its cells, those left out at the end being empty.</summary>
    public delegate void Row(ReadOnlySpan<char> line, ReadOnlySpan<Range> cells);

    public static void Read(string name, int columns, Row row)
    {
        using var stream = typeof(TableReader).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly carries no table '{name}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);

        var text = Encoding.UTF8.GetString(bytes).AsSpan();
        Span<Range> cells = stackalloc Range[columns];
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!line.IsEmpty && line[0] != '#')
            {
                Split(line, cells);
                row(line, cells);
            }
        }
    }

    // By hand: the library's general splitting costs a cold start more than reading all the tables does.
    private static void Split(ReadOnlySpan<char> line, Span<Range> cells)
    {
        var start = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            var length = line[start..].IndexOf('\t');
            var end = length < 0 ? line.Length : start + length;
            cells[i] = start..end;
            start = Math.Min(end + 1, line.Length);
        }
    }

    /// <summary>The names in a cell, separated by <c>|</c>.</summary>
    public static string[] List(ReadOnlySpan<char> cell) => cell.IsEmpty ? [] : cell.ToString().Split('|');
}
