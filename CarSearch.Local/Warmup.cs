using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using CarSearch.Local.Storage;
using CarSearch.Mcp;
using CarSearch.Rentals;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local;

/// <summary>
/// Loads and uses what a search needs before the first request. .NET remembers if an assembly or a native library could not be loaded, for
/// example because the process had no file handle left, and never tries again.
/// </summary>
internal static class Warmup
{
    /// <summary>The assemblies of the tools for assistants and of <see cref="ReferencePage"/>, which no search needs.</summary>
    private static readonly string[] Unneeded = ["CarSearch.Mcp", "Scalar.AspNetCore"];

    /// <summary>
    /// Loads the assemblies that the code of CarSearch references, and the native libraries of SQLite, compression and cryptography, on
    /// another thread.
    /// </summary>
    public static Task LoadAsync() => Task.Run(static () =>
    {
        // In the order in which the start needs them.
        using (var connection = new SqliteConnection("Data Source=:memory:"))
        {
            connection.Open();
            connection.Execute("CREATE TABLE warmup (id INTEGER PRIMARY KEY)");
            connection.CreatePreparedCommand("SELECT id FROM warmup WHERE id = $id", "$id").WithValues(1L).ExecuteReader().Read();
        }

        LoadReferences(typeof(Warmup).Assembly, "CarSearch.", Unneeded);
        var tombstone = SearchRecord.Tombstone(SearchToken.New(), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        SearchRecordBrotli.Unpack(SearchRecordBrotli.Pack(tombstone));
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes<SearchRequest?>(null, SearchJson.Default.SearchRequest!));
    });

    public static async Task UseAsync(SqliteSearchStore store)
    {
        try
        {
            await store.ReadAsync(default, CancellationToken.None).ConfigureAwait(false);
            await store.FindClaimAsync(new('0', 64), DateTimeOffset.UnixEpoch, CancellationToken.None).ConfigureAwait(false);
            await store.CheckAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // The store logs the outage.
        }
    }

    /// <summary>Loads the assemblies of the tools for assistants, which the start does not need.</summary>
    public static void LoadTools() => LoadReferences(typeof(McpApi).Assembly, "ModelContextProtocol");

    /// <summary>Loads the assemblies that an assembly references, and those that these reference if their names have a prefix.</summary>
    private static void LoadReferences(Assembly assembly, string prefix, params IEnumerable<string> except)
    {
        var visited = except.ToHashSet();
        Load(assembly);

        void Load(Assembly from)
        {
            foreach (var reference in from.GetReferencedAssemblies().Where(reference => visited.Add(reference.Name!)))
            {
                // Each assembly keeps two file handles open, so those that only packages reference are not loaded.
                var referenced = Assembly.Load(reference);
                if (reference.Name!.StartsWith(prefix, StringComparison.Ordinal))
                {
                    Load(referenced);
                }
            }
        }
    }
}
