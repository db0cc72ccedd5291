using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>Finds valid claims of idempotency keys. Not thread-safe.</summary>
internal sealed class KeyQuery(SqliteConnection connection)
{
    private readonly SqliteCommand find = connection.CreatePreparedCommand(
        "SELECT token, digest, claimed_at FROM keys WHERE key = $key AND claimed_at > $since AND claimed_at < $until",
        "$key", "$since", "$until");

    /// <summary>Finds the valid claim of a key. Returns null if there is none.</summary>
    public KeyClaim? Find(string key, DateTimeOffset now)
    {
        // A claim of the future was made before the system clock was set back.
        using var row = find
            .WithValues(
                Convert.FromHexString(key),
                (now - KeyClaim.Lifetime).ToUnixTimeMilliseconds(),
                (now + KeyClaim.Lifetime).ToUnixTimeMilliseconds())
            .ExecuteReader();
        return row.Read()
            ? new(
                key,
                SearchToken.FromBytes(row.GetFieldValue<byte[]>(0)),
                Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)))
            : null;
    }
}

/// <summary>The statements that write idempotency keys. They are executed on the writer's thread only.</summary>
internal sealed class KeyStatements(SqliteConnection connection)
{
    private readonly KeyQuery query = new(connection);

    private readonly SqliteCommand claim = connection.CreatePreparedCommand(
        "INSERT OR REPLACE INTO keys (key, token, digest, claimed_at) VALUES ($key, $token, $digest, $claimed)",
        "$key", "$token", "$digest", "$claimed");

    /// <summary>Claims a key unless an earlier claim is still valid.</summary>
    public sealed class Claim(KeyStatements statements, KeyClaim claim) : DatabaseWriter.Write
    {
        /// <summary>Gets the valid claim: this one or an earlier one.</summary>
        public KeyClaim? Valid { get; private set; }

        public override void Execute()
        {
            Valid = statements.query.Find(claim.Key, claim.ClaimedAt);
            if (Valid is null)
            {
                statements.claim
                    .WithValues(
                        Convert.FromHexString(claim.Key),
                        claim.Token.ToBytes(),
                        Convert.FromHexString(claim.RequestDigest),
                        claim.ClaimedAt.ToUnixTimeMilliseconds())
                    .ExecuteNonQuery();
                Valid = claim;
            }
        }
    }
}
