using System.Text.Json;
using YamlDotNet.Serialization;

namespace CarSearch.Tests.Support;

/// <summary>The files of this repository, for tests that compare them.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] Skipped = [".git", "bin", "obj", "node_modules", "TestResults", "artifacts"];

    /// <summary>The folder of the solution.</summary>
    public static string Top { get; } = FindTop();

    /// <summary>Reads a file.</summary>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Top, path));

    /// <summary>Reads a JSON file.</summary>
    public static JsonElement Json(string path) => JsonDocument.Parse(Text(path)).RootElement;

    /// <summary>Reads a YAML file as JSON.</summary>
    public static JsonElement Yaml(string path)
    {
        var tree = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(Text(path));
        return JsonDocument.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(tree)).RootElement;
    }

    /// <summary>Gets the files that match a pattern, relative to the top and with slashes. Output folders are skipped.</summary>
    public static IReadOnlyList<string> Find(string pattern) =>
    [
        .. FindBelow(Top, pattern)
            .Select(file => Path.GetRelativePath(Top, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> FindBelow(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !Skipped.Contains(Path.GetFileName(inner)))
            .SelectMany(inner => FindBelow(inner, pattern)));

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CarSearch.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run inside the repository.");
        }

        return folder.FullName;
    }
}
