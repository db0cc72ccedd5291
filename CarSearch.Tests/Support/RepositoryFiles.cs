using System.Text.Json;
using YamlDotNet.Serialization;

namespace CarSearch.Tests.Support;

/// <summary>The files of this repository, for tests that compare them.</summary>
internal static class RepositoryFiles
{
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
