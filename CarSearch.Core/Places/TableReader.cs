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

        Span<Range> cells = stackalloc Range[columns];
        foreach (var line in Encoding.UTF8.GetString(bytes).AsSpan().EnumerateLines())
        {
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            cells.Clear();
            line.Split(cells, '\t');
            row(line, cells);
        }
    }

    /// <summary>The names in a cell, separated by <c>|</c>.</summary>
    public static string[] List(ReadOnlySpan<char> cell) => cell.IsEmpty ? [] : cell.ToString().Split('|');
}
